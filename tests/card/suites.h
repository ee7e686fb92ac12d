#pragma once

/// Each file of this folder brings one QTest class and the function that runs it.
int runFrontMatterTests(int argc, char** argv);
int runMarkdownTests(int argc, char** argv);
int runFormulaTests(int argc, char** argv);
int runPolicyTests(int argc, char** argv);
int runSanitizerTests(int argc, char** argv);
int runRenderTests(int argc, char** argv);
int runCorpusTests(int argc, char** argv);
int runCompletenessTests(int argc, char** argv);
int runDiffTests(int argc, char** argv);
int runHonestyTests(int argc, char** argv);
int runFuzzedTests(int argc, char** argv);
