// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents read by the server as users start it, which is killed in the middle.
#include "tests/programs/KnowledgeServer.h"
#include "tests/support/PlatformPlace.h" // so that it runs on both engines
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

class TestKnowledge : public QObject
{
    Q_OBJECT

    std::unique_ptr<KnowledgeServer> m_server;

private Q_SLOTS:
    void init() { m_server = std::make_unique<KnowledgeServer>(); }
    void cleanup() { m_server.reset(); }

    /// Wherever it is killed: at the end every passage is there once, and nothing of a reading that was cut off.
    void aServerThatIsKilledLosesAndDoublesNothing()
    {
        constexpr int documents = 60;
        constexpr int paragraphs = 900; // some hundred passages, so that they are stored in several steps
        for (int i = 0; i < documents; ++i)
            QVERIFY(m_server->addReport(i, paragraphs));
        for (int kills = 0; kills < 6; ++kills) {
            const int before = m_server->progress()[u"completed"_s].toInt();
            QTRY_VERIFY_WITH_TIMEOUT(m_server->progress()[u"completed"_s].toInt() > before + kills
                                         || m_server->progress()[u"pending"_s].toInt() == 0,
                                     knowledgePatienceMs);
            QTest::qWait(17 * kills); // somewhere else in a reading each time
            m_server->daemon().kill9();
            m_server->start();
        }
        QVERIFY(m_server->waitUntilDone(documents));
        const qint64 passages = m_server->progress()[u"passages"_s].toInteger();
        QVERIFY(m_server->daemon().terminate());
        QCOMPARE(m_server->number("SELECT COUNT(*) FROM passages"), passages);
        QCOMPARE(m_server->number(
                     "SELECT COUNT(*) FROM passages p JOIN knowledge_documents d ON d.tenant_id = p.tenant_id AND "
                     "d.id = p.document_id WHERE p.generation <> d.generation"),
                 0);
        // All are alike but for their number, so all have as many passages, and none a gap.
        QCOMPARE(m_server->number("SELECT MAX(passages) - MIN(passages) FROM knowledge_documents"), 0);
        QCOMPARE(m_server->number("SELECT COUNT(*) FROM (SELECT document_id FROM passages GROUP BY document_id HAVING "
                                  "MAX(ordinal) + 1 <> COUNT(*)) gaps"),
                 0);
        QCOMPARE(passages % documents, 0);
    }
};

static const bool registered = tabletalk::test::add<TestKnowledge>();
#include "tst_Knowledge.moc"
