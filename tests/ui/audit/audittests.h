#pragma once

/// Each runs one QTest class and answers with the number of its failures.
int testEntryText(int argc, char** argv);
int testTimelineModel(int argc, char** argv);
int testLogPresenter(int argc, char** argv);
int testLogScreen(int argc, char** argv);
int testWorkspaceLog(int argc, char** argv);
