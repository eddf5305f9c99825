// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/export/ExportProgress.h"
#include "ui/export/ResultExport.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Takes as long over what comes after the rows as the test wants.
struct SlowEnding final : RowWriter
{
    SlowEnding(QIODevice &file, QSemaphore &begun, QSemaphore &mayEnd)
        : m_file(file)
        , m_begun(begun)
        , m_mayEnd(mayEnd)
    {}
    Result<void> begin(const std::vector<ResultColumn> & /*columns*/) override { return {}; }
    Result<void> row(const Row & /*row*/) override { return {}; }
    Result<void> end() override
    {
        m_begun.release();
        m_mayEnd.acquire();
        m_file.write("new");
        return {};
    }

    QIODevice &m_file;
    QSemaphore &m_begun;
    QSemaphore &m_mayEnd;
};

} // namespace

/// What becomes of a file when something else happens while it is written.
class TestResultExport : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made), SessionOptions{.firstRetry = 1ms, .jitter = 0});
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}});
            attach();
        }
        void attach()
        {
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        }
        void comeBack()
        {
            const int before = server->opens;
            server->drop();
            QTRY_COMPARE(server->opens, before + 1);
            attach();
        }
        QString path() const { return directory.filePath(u"answer"_s); }
        ResultExport *start(const RowFile::MakeWriter &makeWriter)
        {
            auto *exporting =
                new ResultExport(*session, {*ResultId::fromString(idText(12)), path(), makeWriter}, session.get());
            exporting->start();
            return exporting;
        }
        ResultExport *startCsv()
        {
            return start([](QIODevice &file) { return makeRowWriter(ExportFormat::Csv, file); });
        }
        /// The next page of 1,500 rows.
        void answerPage()
        {
            const auto read = server->last(u"results.read"_s);
            const int from = read.params.value(u"offset"_s).toInt();
            QJsonArray rows;
            for (int i = from; i < std::min(from + 1000, 1500); ++i)
                rows.append(QJsonArray{i});
            server->answer(
                read.id,
                QJsonObject{{u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"n"_s}, {u"type"_s, u"integer"_s}}}},
                            {u"rows"_s, rows},
                            {u"offset"_s, from},
                            {u"rowCount"_s, 1500},
                            {u"complete"_s, true}});
        }
        QByteArray content() const
        {
            QFile file(path());
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }

        QTemporaryDir directory;
        ScriptedTransport *server = nullptr;
        std::unique_ptr<Session> session;
    };

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { QSettings().clear(); }

    void aConnectionThatIsLostIsWaitedFor()
    {
        Fixture f;
        QSignalSpy finished(f.startCsv(), &ResultExport::finished);
        f.answerPage();
        f.comeBack(); // while the second page is on its way
        QTRY_COMPARE(f.server->last(u"results.read"_s).params.value(u"offset"_s).toInt(), 1000);
        f.answerPage();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(f.content().count('\n'), 1501);
    }

    void aConnectionThatIsLostAgainAndAgainEndsIt()
    {
        Fixture f;
        QSignalSpy failed(f.startCsv(), &ResultExport::failed);
        for (int i = 0; i < 10 && failed.isEmpty(); ++i)
            f.comeBack();
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().value<Problem>().detail.contains(f.path()));
        QTRY_VERIFY(f.content().isEmpty());
    }

    void leavingTheServerSaysThatThereIsNoFile()
    {
        Fixture f;
        QSignalSpy failed(f.startCsv(), &ResultExport::failed);
        f.answerPage();
        f.session->close();
        QCOMPARE(failed.size(), 1);
        const auto why = failed.first().first().value<Problem>();
        QVERIFY2(why.detail.contains(f.path()), qPrintable(why.detail));
        QVERIFY(!why.hint.isEmpty());
        QVERIFY(!QFile::exists(f.path()));
    }

    /// All rows are there, and the document of them is being drawn: the file that stood there is not lost.
    void cancellingBeforeTheFileAppearsLeavesTheOneBefore()
    {
        Fixture f;
        QFile earlier(f.path());
        QVERIFY(earlier.open(QIODevice::WriteOnly));
        earlier.write("earlier");
        earlier.close();
        QSemaphore begun;
        QSemaphore mayEnd;
        const auto letGo = qScopeGuard([&] { mayEnd.release(); });
        ResultExport *exporting =
            f.start([&](QIODevice &file) { return std::make_unique<SlowEnding>(file, begun, mayEnd); });
        auto *progress = new ExportProgress(*exporting, nullptr);
        QSignalSpy cancelled(exporting, &ResultExport::cancelled);
        QSignalSpy finished(exporting, &ResultExport::finished);
        QSignalSpy gone(exporting, &QObject::destroyed);
        f.answerPage();
        f.answerPage();
        QVERIFY(begun.tryAcquire(1, 5'000));
        QTRY_COMPARE(progress->findChild<QLabel *>(u"exportText"_s)->text(), u"Finishing the file…"_s);
        exporting->cancel();
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(gone.size(), 0); // nobody waits for what is being drawn
        mayEnd.release();
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(f.content(), "earlier");
    }

    void aFileThatIsWholeTakesThePlaceOfTheOneBefore()
    {
        Fixture f;
        QSemaphore begun;
        QSemaphore mayEnd(1);
        ResultExport *exporting =
            f.start([&](QIODevice &file) { return std::make_unique<SlowEnding>(file, begun, mayEnd); });
        QSignalSpy finished(exporting, &ResultExport::finished);
        f.answerPage();
        f.answerPage();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(f.content(), "new");
    }
};

static const bool registered = tabletalk::test::add<TestResultExport>();
#include "tst_ResultExport.moc"
