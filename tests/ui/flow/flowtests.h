#pragma once

/// Each runs one QTest class and answers with the number of its failures.
int testFlow(int argc, char** argv);
int testKeys(int argc, char** argv);
