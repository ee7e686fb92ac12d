#include "tests/faults/catalogue.h"

namespace docket::test
{

const std::vector<CatalogueRow>& catalogue()
{
    static const std::vector<CatalogueRow> rows{
        { 1, "kill at every system call",
            { "TestSyscalls::kill_atEverySystemCall", "TestSyscalls::kill_control_acknowledgesTooEarly",
                "TestSyscalls::kill_control_withoutJournal" } },
        { 2, "error at every system call",
            { "TestSyscalls::error_atEverySystemCall", "TestSyscalls::error_control_deafToErrors",
                "TestExhaustion::disk_everyCallFails", "TestExhaustion::control_deafDisk" } },
        { 3, "kill storm", { "TestSyscalls::storm_ofKills", "TestSyscalls::storm_control_acknowledgesTooEarly" } },
        { 4, "power loss",
            { "TestPowerLoss::acknowledgedEntriesSurvive", "TestPowerLoss::creationIsWholeOrCanBeRepeated",
                "TestPowerLoss::upgradeIsWholeOrRepeated", "TestPowerLoss::control_withoutSync",
                "TestPowerLoss::control_withoutJournal", "TestPeers::merge_powerLoss" } },
        { 5, "every byte flipped",
            { "TestDamage::everyFlippedByteIsFoundOrHarmless", "TestDamage::everyEmptiedPageIsFoundOrHarmless",
                "TestDamage::control_comparisonSeesAForgery", "ctest verify_every_byte" } },
        { 6, "every byte of a bundle flipped and cut",
            { "TestBundles::everyChangedAndCutByteIsRefused", "ctest exchange_every_byte" } },
        { 7, "disk full",
            { "TestExhaustion::disk_fullAtEveryStep", "TestExhaustion::disk_fullDuringVacuumAndBackup",
                "TestExhaustion::disk_fullForReal", "TestPeers::merge_diskFull", "TestBundles::importOnAFailingDisk",
                "TestBundles::exportOnAFailingDisk", "TestDecisions::diskFull_atEveryStep",
                "TestDecisions::diskFull_forReal", "TestDecisions::commitThatFailedAndHolds" } },
        { 8, "no memory",
            { "TestExhaustion::memory_everyAllocationFails", "TestPeers::merge_everyAllocationFails",
                "TestBundles::importWithoutMemory", "TestBundles::importWithoutAnyMemory" } },
        { 9, "merge in any order", { "ctest tst_log_fold", "ctest tst_log_fold_long" } },
        { 12, "clock",
            { "TestClocks::wall_neverOrders", "TestClocks::wall_stepSurvivesARefusedAppend",
                "TestClocks::wall_beyondTheFormatIsRefused" } },
        { 13, "Lamport attacks",
            { "TestClocks::lamport_betweenTwoEntries", "TestClocks::lamport_inALog",
                "TestClocks::lamport_storeGoesAboveWhatItSees", "TestClocks::lamport_atTheEndOfNumbers" } },
        { 14, "interoperability", { "ctest verify_go", "ctest verify_py", "ctest tst_verify" } },
        { 15, "canonical form",
            { "TestForms::json_roundTrip", "TestForms::json_otherSpellingsAreRefused",
                "TestForms::json_changedBytesAreRefusedOrCanonical" } },
        { 16, "signature edge cases",
            { "TestForms::signature_edgeCases", "TestForms::signature_librariesAgreeForEnrolledKeys" } },
        { 17, "proof soundness",
            { "TestForms::proof_inclusionIsSound", "TestForms::proof_consistencyIsSound",
                "TestForms::proof_twoHistoriesNeverMeet", "TestForms::proof_everyChangedByteOfTheFile" } },
        { 18, "fork, clone, restored backup",
            { "TestPeers::clone_bothSidesAreKept", "TestPeers::backup_isRefusedUntilAPeerBringsTheEnd",
                "ctest tst_log" } },
        { 19, "key life cycle",
            { "TestKeyLife::rotatedKeyIsFollowed", "TestKeyLife::entryOfTheKeyBeforeIsTheWrongEpoch",
                "TestKeyLife::revokedInTheMiddleAndEnrolledAgain" } },
        { 20, "redaction",
            { "TestRedaction::leavesNoTrace", "TestRedaction::searchLooksIntoStreams",
                "TestRedaction::takesTwoPeople", "TestMirrorErasure::reachesPastRevisionsAndEditedComments",
                "TestMirrorErasure::comesBackNeitherByImportNorBySync" } },
        { 24, "fuzzing", { "TestFuzzed::corpusAndMutants" } },
    };
    return rows;
}

} // namespace docket::test
