#pragma once

/// The test classes of the window's rooms; each file brings one, main.cpp runs them all.
int testWidgets(int argc, char** argv);
int testQueueModel(int argc, char** argv);
int testQueuePresenter(int argc, char** argv);
int testWindow(int argc, char** argv);
int testDesk(int argc, char** argv);
int testSettings(int argc, char** argv);
int testPictures(int argc, char** argv);
int testPeople(int argc, char** argv);
int testWeeklyCheck(int argc, char** argv);
int testJoin(int argc, char** argv);
