// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents by the thousand, and a large one. On one engine, since it takes minutes.
#include "tests/programs/KnowledgeServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

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

class TestKnowledgeBulk : public QObject
{
    Q_OBJECT

    std::unique_ptr<KnowledgeServer> m_server;

private Q_SLOTS:
    void init() { m_server = std::make_unique<KnowledgeServer>(); }
    void cleanup() { m_server.reset(); }

    void thousandsOfFilesComeInOneGo()
    {
        constexpr int files = 2'500;
        QElapsedTimer timer;
        timer.start();
        qint64 said = -1;
        for (int i = 0; i < files; ++i)
            QVERIFY(m_server->addReport(i, 6));
        const qint64 sentMs = timer.elapsed();
        if (const auto left = m_server->progress().value(u"secondsLeft"_s); left.isDouble())
            said = left.toInteger();
        QVERIFY(m_server->waitUntilDone(files));
        qInfo().noquote() << u"%1 files: sent in %2 ms, the rest read %3 ms later; said then: %4 s"_s.arg(files)
                                 .arg(sentMs)
                                 .arg(timer.elapsed() - sentMs)
                                 .arg(said);
    }

    void aLargeFileNeedsLittleMemory()
    {
        const QByteArray unit = reportOf(1, 4'000);
        // What the server keeps does not grow with the file, which a quarter of the largest shows as well;
        // TABLETALK_LARGE_FILE_MB=100 takes one of that size, and minutes.
        const int megabytes = qEnvironmentVariableIntValue("TABLETALK_LARGE_FILE_MB");
        const qint64 size = (megabytes > 0 ? megabytes : 25) * 1024LL * 1024;
        const auto begun =
            m_server->post(m_server->documents() + u"/uploads"_s, {{u"name"_s, u"large.txt"_s}, {u"size"_s, size}});
        QVERIFY(begun);
        const QString upload = m_server->documents() + u"/uploads/"_s + (*begun)[u"id"_s].toString();
        const qint64 piece = (*begun)[u"pieceSize"_s].toInteger();
        const qint64 before = memoryOf(m_server->daemon().pid(), false);
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
                answer = m_server->client().fetch("PUT", upload, QJsonDocument(body).toJson(QJsonDocument::Compact));
                if (!answer)
                    QTest::qWait(20);
            }
            QVERIFY(answer);
        }
        QVERIFY(m_server->post(upload + u"/finish"_s, {}));
        const qint64 sentMs = timer.elapsed();
        QVERIFY(m_server->waitUntilDone(1));
        const qint64 grown = memoryOf(m_server->daemon().pid(), true) - before;
        qInfo().noquote() << u"large file: sent in %1 ms, read in %2 ms, %3 passages, %4 MB more memory at most"_s
                                 .arg(sentMs)
                                 .arg(timer.elapsed() - sentMs)
                                 .arg(m_server->progress()[u"passages"_s].toInteger())
                                 .arg(grown / 1024 / 1024);
        QVERIFY(grown < 300LL * 1024 * 1024); // as much as a file of 100 MB may take
    }
};

static const bool registered = tabletalk::test::add<TestKnowledgeBulk>();
#include "tst_KnowledgeBulk.moc"
