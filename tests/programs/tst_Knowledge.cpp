// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents read by the server as users start it: killed in the middle, by the thousand, and large.
#include "app/rest/RestClient.h"
#include "tests/support/DaemonProcess.h"
#include "tests/support/PlatformPlace.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using app::RestClient;

namespace {

constexpr int patienceMs = 600'000;

/// A text that no other document has, of so many paragraphs, each a sentence about itself.
QByteArray textOf(int document, int paragraphs)
{
    QByteArray text;
    for (int i = 0; i < paragraphs; ++i)
        text += "Paragraph " + QByteArray::number(i) + " of report " + QByteArray::number(document)
                + " says that the stores of the city were visited, what was counted there, and who signed for it.\n\n";
    return text;
}

/// Of a process, in bytes; its highest where peak.
qint64 memoryOf(qint64 pid, bool peak)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    const QByteArray name = peak ? "VmHWM:" : "VmRSS:";
    const QByteArray status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    for (const QByteArray &line : status.split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

} // namespace

class TestKnowledge : public QObject
{
    Q_OBJECT

    std::unique_ptr<PlatformPlace> m_place;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<RestClient> m_client;
    QString m_token;
    QString m_documents; ///< path

    void start()
    {
        m_daemon = std::make_unique<DaemonProcess>(*m_place);
        QVERIFY(m_daemon->start(m_place->filePath(u"data"_s)));
        m_client = std::make_unique<RestClient>(m_daemon->url());
        m_client->setToken(m_token);
    }
    /// Again while the server says that it is too much at once.
    Result<QJsonObject> post(const QString &path, const QJsonObject &body)
    {
        for (int i = 0; i < 200; ++i) {
            auto answer = m_client->post(path, body);
            if (answer || answer.error().code != ProblemCode::RateLimited)
                return answer;
            QTest::qWait(50);
        }
        return failure(ProblemCode::Busy);
    }
    bool addText(int number, int paragraphs)
    {
        return post(m_documents, {{u"name"_s, u"Report %1.txt"_s.arg(number)},
                                  {u"data"_s, QString::fromLatin1(textOf(number, paragraphs).toBase64())}})
            .has_value();
    }
    QJsonObject progress() { return m_client->get(m_documents + u"/progress"_s).value_or(QJsonObject()); }
    bool isDone(int completed)
    {
        const QJsonObject standing = progress();
        return standing[u"completed"_s].toInt() == completed && standing[u"pending"_s].toInt() == 0
               && standing[u"processing"_s].toInt() == 0;
    }
    bool waitUntilDone(int completed)
    {
        return QTest::qWaitFor([&] { return isDone(completed); }, patienceMs);
    }
    qint64 number(const char *sql)
    {
        return orThrow(m_place->connect(u"data/platform.db"_s)->query(QString::fromLatin1(sql), {}))[0][0].toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<PlatformPlace>();
        m_token.clear();
        start();
        const auto registered = m_client->post(u"auth/register"_s, {{u"organization"_s, u"Acme"_s},
                                                                    {u"email"_s, u"ana@acme.example"_s},
                                                                    {u"password"_s, u"correct horse battery"_s},
                                                                    {u"fullName"_s, u"Ana"_s}});
        QVERIFY(registered);
        m_token = (*registered)[u"accessToken"_s].toString();
        m_client->setToken(m_token);
        const QString workspace = (*m_client->get(u"tenant"_s))[u"defaultWorkspaceId"_s].toString();
        m_documents = u"workspaces/%1/documents"_s.arg(workspace);
    }
    void cleanup()
    {
        m_daemon.reset();
        m_place.reset();
    }

    /// Wherever it is killed: at the end every passage is there once, and nothing of a reading that was cut off.
    void aServerThatIsKilledLosesAndDoublesNothing()
    {
        constexpr int documents = 60;
        constexpr int paragraphs = 900; // some hundred passages, so that they are stored in several steps
        for (int i = 0; i < documents; ++i)
            QVERIFY(addText(i, paragraphs));
        for (int kills = 0; kills < 6; ++kills) {
            const int before = progress()[u"completed"_s].toInt();
            QTRY_VERIFY_WITH_TIMEOUT(progress()[u"completed"_s].toInt() > before + kills
                                         || progress()[u"pending"_s].toInt() == 0,
                                     patienceMs);
            QTest::qWait(17 * kills); // somewhere else in a reading each time
            m_daemon->kill9();
            start();
        }
        QVERIFY(waitUntilDone(documents));
        const qint64 passages = progress()[u"passages"_s].toInteger();
        QVERIFY(m_daemon->terminate());
        QCOMPARE(number("SELECT COUNT(*) FROM passages"), passages);
        QCOMPARE(number("SELECT COUNT(*) FROM passages p JOIN knowledge_documents d ON d.tenant_id = p.tenant_id AND "
                        "d.id = p.document_id WHERE p.generation <> d.generation"),
                 0);
        // All are alike but for their number, so all have as many passages, and none a gap.
        QCOMPARE(number("SELECT MAX(passages) - MIN(passages) FROM knowledge_documents"), 0);
        QCOMPARE(number("SELECT COUNT(*) FROM (SELECT document_id FROM passages GROUP BY document_id HAVING "
                        "MAX(ordinal) + 1 <> COUNT(*)) gaps"),
                 0);
        QCOMPARE(passages % documents, 0);
    }

    void thousandsOfFilesComeInOneGo()
    {
        constexpr int files = 2'500;
        QElapsedTimer timer;
        timer.start();
        qint64 said = -1;
        for (int i = 0; i < files; ++i)
            QVERIFY(addText(i, 6));
        const qint64 sentMs = timer.elapsed();
        if (const auto left = progress().value(u"secondsLeft"_s); left.isDouble())
            said = left.toInteger();
        QVERIFY(waitUntilDone(files));
        qInfo().noquote() << u"%1 files: sent in %2 ms, the rest read %3 ms later; said then: %4 s"_s.arg(files)
                                 .arg(sentMs)
                                 .arg(timer.elapsed() - sentMs)
                                 .arg(said);
    }

    void aLargeFileNeedsLittleMemory()
    {
        const QByteArray unit = textOf(1, 4'000);
        constexpr qint64 size = 100LL * 1024 * 1024;
        const auto begun = post(m_documents + u"/uploads"_s, {{u"name"_s, u"large.txt"_s}, {u"size"_s, size}});
        QVERIFY(begun);
        const QString upload = m_documents + u"/uploads/"_s + (*begun)[u"id"_s].toString();
        const qint64 piece = (*begun)[u"pieceSize"_s].toInteger();
        const qint64 before = memoryOf(m_daemon->pid(), false);
        QElapsedTimer timer;
        timer.start();
        for (qint64 at = 0; at < size; at += piece) {
            QByteArray bytes = QByteArray::number(at) + ' ' + unit;
            while (bytes.size() < piece)
                bytes += unit;
            bytes.resize(qsizetype(std::min(piece, size - at)));
            const QJsonObject body{{u"offset"_s, at}, {u"data"_s, QString::fromLatin1(bytes.toBase64())}};
            Result<QByteArray> answer = failure(ProblemCode::Busy);
            for (int i = 0; i < 100 && !answer; ++i) {
                answer = m_client->fetch("PUT", upload, QJsonDocument(body).toJson(QJsonDocument::Compact));
                if (!answer)
                    QTest::qWait(20);
            }
            QVERIFY(answer);
        }
        QVERIFY(post(upload + u"/finish"_s, {}));
        const qint64 sentMs = timer.elapsed();
        QVERIFY(waitUntilDone(1));
        const qint64 grown = memoryOf(m_daemon->pid(), true) - before;
        qInfo().noquote() << u"100 MB: sent in %1 ms, read in %2 ms, %3 passages, %4 MB more memory at most"_s
                                 .arg(sentMs)
                                 .arg(timer.elapsed() - sentMs)
                                 .arg(progress()[u"passages"_s].toInteger())
                                 .arg(grown / 1024 / 1024);
        QVERIFY(grown < 300LL * 1024 * 1024);
    }
};

static const bool registered = tabletalk::test::add<TestKnowledge>();
#include "tst_Knowledge.moc"
