#include "core/base/digest.h"
#include "core/policy/cardedit.h"
#include "core/policy/plannedaction.h"
#include "suites.h"

#include <QFile>

using namespace docket;
using namespace docket::policy;
using namespace Qt::StringLiterals;

namespace
{

const QString kTag = u"not-for-all-audiences"_s;

ActionInput inputFor(const QString& key)
{
    ActionInput out;
    out.subject = subjectOf(key);
    out.reportThreads = { 4, 9 };
    out.card = u"---\nlicense: mit\ntags:\n- a\n---\n# Card\n"_s;
    out.cardCommit = QString(40, u'c');
    out.commentId = u"66aa"_s;
    return out;
}

} // namespace

class ActionTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions_followTheEffects_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        for (const DecisionCode& code : builtInPacks().vocabulary().decisions) {
            QString onRepo;
            QString onThread;
            switch (code.effects.first()) {
            case Effect::Comment:
                onRepo = u"comment 9"_s;
                onThread = u"comment 3"_s;
                break;
            case Effect::StatusClosed:
                onRepo = u"status 4;status 9"_s;
                onThread = u"status 3"_s;
                break;
            case Effect::PullRequestNfaa:
                onRepo = onThread = u"pull-request 0"_s;
                break;
            case Effect::HideComment:
                onRepo = u"hide 9"_s;
                onThread = u"hide 3"_s;
                break;
            default:
                break;
            }
            QTest::addRow("%s repository", qPrintable(code.code)) << u"model:a/b"_s << code.code << onRepo;
            QTest::addRow("%s thread", qPrintable(code.code)) << u"model:a/b#3"_s << code.code << onThread;
        }
    }

    void actions_followTheEffects()
    {
        QFETCH(QString, key);
        QFETCH(QString, code);
        QFETCH(QString, expected);
        const auto actions = actionsFor(builtInPacks().vocabulary(), code, inputFor(key), u"Hello"_s);
        QVERIFY2(actions, actions ? "" : qPrintable(actions.error().text()));
        QStringList made;
        for (const PlannedAction& action : *actions) {
            made += u"%1 %2"_s.arg(plannedActionTypeName(action.type)).arg(action.thread);
            QCOMPARE(action.repo.id, u"a/b"_s);
            QCOMPARE(plannedActionTypeFromName(plannedActionTypeName(action.type)), std::optional(action.type));
            QCOMPARE(action.irreversible, action.type == PlannedAction::Type::Hide);
        }
        QCOMPARE(made.join(u';'), expected);
    }

    void withoutThread_aQuestionOpensOne()
    {
        ActionInput input = inputFor(u"dataset:a/b"_s);
        input.reportThreads.clear();
        const Pack& vocabulary = builtInPacks().vocabulary();
        const auto asked = actionsFor(vocabulary, u"D21", input, u"Hello"_s);
        QVERIFY(asked);
        QCOMPARE(asked->first().type, PlannedAction::Type::Discussion);
        QVERIFY(!asked->first().title.isEmpty());
        QCOMPARE(asked->first().body, u"Hello"_s);
        QVERIFY(!actionsFor(vocabulary, u"D00", input, u"Hello"_s)); // nobody to answer
        QVERIFY(!actionsFor(vocabulary, u"D41", input, u"Hello"_s)); // nothing to close
        QVERIFY(!actionsFor(vocabulary, u"D21", input, u" \n"_s)); // nothing to say
        QVERIFY(!actionsFor(vocabulary, u"D99", input, u"Hello"_s));
        input = inputFor(u"model:a/b"_s);
        input.commentThread = 7; // a comment of another thread than the newest report
        QCOMPARE(actionsFor(vocabulary, u"D40", input, u"Hello"_s)->first().thread, 7);
        input = inputFor(u"model:a/b#3"_s);
        input.commentId.clear();
        QVERIFY(!actionsFor(vocabulary, u"D40", input, u"Hello"_s));
    }

    void pullRequest_carriesTheWholeCard()
    {
        const Pack& vocabulary = builtInPacks().vocabulary();
        ActionInput input = inputFor(u"model:a/b"_s);
        const auto actions = actionsFor(vocabulary, u"D22", input, u"Why"_s);
        QVERIFY(actions);
        const PlannedAction& action = actions->first();
        QCOMPARE(action.content, QByteArray("---\nlicense: mit\ntags:\n- a\n- not-for-all-audiences\n---\n# Card\n"));
        QCOMPARE(action.parentCommit, input.cardCommit);
        QCOMPARE(action.path, u"README.md"_s);
        const QJsonObject json = action.toJson();
        QCOMPARE(json["content_sha256"_L1].toString().toLatin1(), sha256Hex(action.content));
        QVERIFY(!json.contains("content"_L1) && !json.contains("irreversible"_L1) && !json.contains("thread"_L1));

        input.card = QString::fromUtf8(action.content);
        const auto again = actionsFor(vocabulary, u"D22", input, u"Why"_s);
        QVERIFY(!again);
        QVERIFY(again.error().cause.contains(u"already"_s));
        input.cardCommit.clear();
        QVERIFY(!actionsFor(vocabulary, u"D22", input, u"Why"_s));
    }

    void cardTag_data()
    {
        QTest::addColumn<QString>("card");
        QTest::addColumn<QString>("expected"); // empty: refused
        const auto row = [](const char* name, const char* card, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(card) << QString::fromUtf8(expected);
        };
        row("no front matter", "# A\n", "---\ntags:\n- not-for-all-audiences\n---\n# A\n");
        row("no front matter, CRLF", "# A\r\n", "---\r\ntags:\r\n- not-for-all-audiences\r\n---\r\n# A\r\n");
        row("no tags", "---\nlicense: mit\n---\nA", "---\nlicense: mit\ntags:\n- not-for-all-audiences\n---\nA");
        row("no tags, blank end", "---\nlicense: mit\n\n---\nA",
            "---\nlicense: mit\ntags:\n- not-for-all-audiences\n---\nA");
        row("block", "---\ntags:\n- a\n- b\nlicense: mit\n---\n",
            "---\ntags:\n- a\n- b\n- not-for-all-audiences\nlicense: mit\n---\n");
        row("indented", "---\ntags:\n  - a # why\n\n  # note\n  - b\nlicense: mit\n---\n",
            "---\ntags:\n  - a # why\n\n  # note\n  - b\n  - not-for-all-audiences\nlicense: mit\n---\n");
        row("block, CRLF", "---\r\ntags:\r\n- a\r\n---\r\nA",
            "---\r\ntags:\r\n- a\r\n- not-for-all-audiences\r\n---\r\nA");
        row("empty value", "---\ntags:\nlicense: mit\n---\n",
            "---\ntags:\n- not-for-all-audiences\nlicense: mit\n---\n");
        row("flow", "---\ntags: [a, \"b\"] # x\n---\n", "---\ntags: [a, \"b\", not-for-all-audiences] # x\n---\n");
        row("flow, empty", "---\ntags: []\n---\n", "---\ntags: [not-for-all-audiences]\n---\n");
        row("flow, trailing comma", "---\ntags: [a,]\n---\n", "---\ntags: [a, not-for-all-audiences]\n---\n");
        row("single", "---\ntags: a\n---\n", "---\ntags:\n- a\n- not-for-all-audiences\n---\n");
        row("null", "---\ntags: null\nx: 1\n---\n", "---\ntags:\n- not-for-all-audiences\nx: 1\n---\n");
        row("near miss stays", "---\ntags:\n- nsfw\n---\n", "---\ntags:\n- nsfw\n- not-for-all-audiences\n---\n");
        row("present", "---\ntags:\n- 'not-for-all-audiences'\n---\n", "---\ntags:\n- 'not-for-all-audiences'\n---\n");
        row("present, flow", "---\ntags: [not-for-all-audiences]\n---\n", "---\ntags: [not-for-all-audiences]\n---\n");
        row("key of a nested mapping", "---\nx:\n  tags:\n  - a\n---\n",
            "---\nx:\n  tags:\n  - a\ntags:\n- not-for-all-audiences\n---\n");
        row("rule later in the text", "A\n---\ntags: x\n---\n",
            "---\ntags:\n- not-for-all-audiences\n---\nA\n---\ntags: x\n---\n");
        row("twice", "---\ntags: a\ntags: b\n---\n", "");
        row("anchor", "---\ntags: &t\n- a\n---\n", "");
        row("alias", "---\ntags: *t\n---\n", "");
        row("block scalar", "---\ntags: |\n  a\n---\n", "");
        row("flow over lines", "---\ntags: [a,\n  b]\n---\n", "");
        row("flow nested", "---\ntags: [[a]]\n---\n", "");
        row("mapping", "---\ntags:\n  x: 1\n---\n", "");
        row("tag over lines", "---\ntags:\n- a\n  b\n---\n", "");
        row("uneven", "---\ntags:\n- a\n  - b\n---\n", "");
        row("tabs", "---\ntags:\n\t- a\n---\n", "");
        row("unclosed", "---\ntags:\n- a\n", "");
        row("flow mapping", "---\n{license: mit}\n---\n", "");
        row("list at the top", "---\n[a]\n---\n", "");
        row("indented keys", "---\n  license: mit\n---\n", "");
        row("mixed line ends", "---\r\nlicense: mit\ntags:\r\n- a\r\n---\r\n", "");
        QTest::newRow("byte order mark") << QString(QChar(QChar::ByteOrderMark) + u"---\ntags:\n- a\n---\n"_s)
                                         << QString();
        row("not UTF-8", "---\ntags:\n- a\n---\n\xff", "");
    }

    void cardTag()
    {
        QFETCH(QString, card);
        QFETCH(QString, expected);
        const auto changed = addCardTag(card, kTag);
        if (expected.isEmpty()) {
            QVERIFY2(!changed, changed ? qPrintable(*changed) : "");
            QCOMPARE(changed.error().code, ErrorCode::Unsupported);
            QVERIFY(!changed.error().wayOut.isEmpty());
            return;
        }
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().text()));
        QCOMPARE(*changed, expected);
        QCOMPARE(*addCardTag(*changed, kTag), *changed);
    }

    // Over every real card: refused, or exactly one small insertion and nothing else touched.
    void corpusCards_changeInOnePlace()
    {
        const QString corpus = corpusFolder();
        if (corpus.isEmpty())
            QSKIP("corpus not found; set DOCKET_CORPUS");
        int edited = 0;
        int refused = 0;
        for (const QString& folder : { u"model_cards"_s, u"dataset_cards"_s, u"space_cards"_s }) {
            const QDir dir(corpus + u'/' + folder);
            for (const QString& name : dir.entryList({ u"*.md"_s }, QDir::Files)) {
                QFile file(dir.filePath(name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString card = QString::fromUtf8(file.readAll());
                const auto changed = addCardTag(card, kTag);
                if (!changed) {
                    ++refused;
                    continue;
                }
                if (*changed == card)
                    continue;
                ++edited;
                qsizetype head = 0;
                while (head < card.size() && card[head] == changed->at(head))
                    ++head;
                qsizetype tail = 0;
                while (tail < card.size() - head
                    && card[card.size() - 1 - tail] == changed->at(changed->size() - 1 - tail))
                    ++tail;
                const QString inserted = changed->mid(head, changed->size() - head - tail);
                const QString removed = card.mid(head, card.size() - head - tail);
                QVERIFY2(removed.trimmed().isEmpty() || removed.size() < 200, qPrintable(name + u": "_s + removed));
                QVERIFY2(inserted.size() <= removed.size() + 60, qPrintable(name + u": "_s + inserted));
                QVERIFY2(changed->contains(kTag), qPrintable(name));
                QCOMPARE(*addCardTag(*changed, kTag), *changed);
            }
        }
        qInfo("%d cards edited, %d refused", edited, refused);
        QVERIFY(edited > 200);
        QVERIFY(refused < edited / 5);
    }
};

std::unique_ptr<QObject> makeActionTests()
{
    return std::make_unique<ActionTests>();
}

#include "tst_actions.moc"
