// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/knowledge/UploadQueue.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int pieceBytes = 512 * 1024;

QJsonObject documentJson()
{
    return {{u"id"_s, idText(21)},
            {u"workspaceId"_s, idText(90)},
            {u"kind"_s, u"file"_s},
            {u"name"_s, u"big.txt"_s},
            {u"mediaType"_s, u"text/plain"_s},
            {u"sourceUrl"_s, u""_s},
            {u"language"_s, u"en"_s},
            {u"size"_s, 600'000},
            {u"state"_s, u"pending"_s},
            {u"progress"_s, 0},
            {u"active"_s, true},
            {u"pages"_s, 0},
            {u"passages"_s, 0},
            {u"visibility"_s, u"organization"_s},
            {u"ownerId"_s, idText(92)},
            {u"ownerName"_s, u"Ada Lovelace"_s},
            {u"mine"_s, true},
            {u"mayChange"_s, true},
            {u"createdAt"_s, u"2026-05-05T10:15:00Z"_s},
            {u"updatedAt"_s, u"2026-05-05T10:15:00Z"_s}};
}

QJsonObject uploadJson(qint64 size, qint64 received)
{
    return {{u"id"_s, idText(21)}, {u"size"_s, size}, {u"received"_s, received}, {u"pieceSize"_s, pieceBytes}};
}

} // namespace

/// The queue of files against a server whose every answer the test gives.
class TestUploadQueue : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        using Call = ScriptedTransport::Call;

        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made), SessionOptions{1ms, 4ms, 20s, 0});
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"access"_s, u"refresh"_s, 900, {}, {}, {}});
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
            next = server->calls.size();
            queue = std::make_unique<UploadQueue>(*session, nullptr, UploadOptions{.pause = 0ms});
            QObject::connect(queue.get(), &UploadQueue::ended, queue.get(),
                             [this](const UploadReport &report) { reports.push_back(report); });
        }
        QString file(const QString &name, qint64 size) const
        {
            QFile made(directory.filePath(name));
            if (!made.open(QIODevice::WriteOnly) || made.write(QByteArray(size, 'x')) != size)
                return {};
            return made.fileName();
        }
        void add(const QStringList &paths) const { queue->add(*WorkspaceId::fromString(idText(90)), paths, u"team"_s); }
        void on(const QString &method, const std::function<void(const Call &)> &reply)
        {
            replies.insert(method, reply);
        }
        void answerWith(const QString &method, const QJsonObject &result)
        {
            on(method, [this, result](const Call &call) { server->answer(call.id, result); });
        }
        void refuseWith(const QString &method, const QString &code)
        {
            on(method, [this, code](const Call &call) { server->refuse(call.id, code, u"because of %1"_s.arg(code)); });
        }
        /// What has no reply stays open.
        void reply()
        {
            while (next < server->calls.size()) {
                const Call call = server->calls[next++]; // a reply may make new ones
                if (const auto found = replies.constFind(call.method); found != replies.constEnd())
                    (*found)(call);
            }
        }
        bool untilEnded()
        {
            return QTest::qWaitFor(
                [this] {
                    reply();
                    return !reports.empty();
                },
                20'000);
        }

        QTemporaryDir directory;
        ScriptedTransport *server = nullptr;
        std::unique_ptr<Session> session;
        std::unique_ptr<UploadQueue> queue;
        QHash<QString, std::function<void(const Call &)>> replies;
        size_t next = 0;
        std::vector<UploadReport> reports;
    };

private Q_SLOTS:
    void whatCanNeverSucceedIsGivenUp_data()
    {
        QTest::addColumn<QString>("method");
        QTest::newRow("a piece") << u"documents.uploadPiece"_s;
        QTest::newRow("the end") << u"documents.finishUpload"_s;
    }
    /// The server says each time how far it is, which alone is no progress.
    void whatCanNeverSucceedIsGivenUp()
    {
        QFETCH(QString, method);
        Fixture f;
        constexpr qint64 size = 600'000;
        const qint64 received = method == u"documents.finishUpload" ? size : 0;
        f.answerWith(u"documents.beginUpload"_s, uploadJson(size, received));
        f.answerWith(u"documents.readUpload"_s, uploadJson(size, received));
        f.refuseWith(method, u"unavailable"_s);
        f.add({f.file(u"big.txt"_s, size)});
        QVERIFY(f.untilEnded());
        QCOMPARE(f.server->count(method), 21); // and 20 more attempts
        QCOMPARE(f.reports.size(), size_t(1));
        QCOMPARE(f.reports[0].failed, 1);
        QCOMPARE(f.reports[0].failures.at(0).file, u"big.txt"_s);
        QVERIFY(!f.queue->isBusy());
    }
    void whatGoesOnMayFailInBetween()
    {
        Fixture f;
        constexpr qint64 size = 3 * pieceBytes;
        qint64 received = 0;
        int attempts = 0;
        f.answerWith(u"documents.beginUpload"_s, uploadJson(size, 0));
        f.on(u"documents.readUpload"_s,
             [&](const Fixture::Call &call) { f.server->answer(call.id, uploadJson(size, received)); });
        f.on(u"documents.uploadPiece"_s, [&](const Fixture::Call &call) {
            if (++attempts % 15 != 0)
                return f.server->refuse(call.id, u"unavailable"_s);
            received += pieceBytes;
            f.server->answer(call.id, uploadJson(size, received));
        });
        f.answerWith(u"documents.finishUpload"_s, documentJson());
        f.add({f.file(u"big.txt"_s, size)});
        QVERIFY(f.untilEnded());
        QCOMPARE(attempts, 45); // more failures than one piece may have
        QCOMPARE(f.reports[0].sent, 1);
        QCOMPARE(f.reports[0].failed, 0);
    }

    void anUploadWhoseEndWasNotHeardOfIsLookedFor_data()
    {
        QTest::addColumn<bool>("isUpload");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("it became a document") << false << true;
        QTest::newRow("it became one after it was asked about") << true << true;
        QTest::newRow("it is gone") << false << false;
    }
    void anUploadWhoseEndWasNotHeardOfIsLookedFor()
    {
        QFETCH(bool, isUpload);
        QFETCH(bool, isThere);
        Fixture f;
        constexpr qint64 size = 600'000;
        f.answerWith(u"documents.beginUpload"_s, uploadJson(size, size));
        int finished = 0;
        f.on(u"documents.finishUpload"_s, [&](const Fixture::Call &call) {
            f.server->refuse(call.id, ++finished == 1 ? u"unavailable"_s : u"not_found"_s);
        });
        if (isUpload)
            f.answerWith(u"documents.readUpload"_s, uploadJson(size, size));
        else
            f.refuseWith(u"documents.readUpload"_s, u"not_found"_s);
        if (isThere)
            f.answerWith(u"documents.read"_s, documentJson());
        else
            f.refuseWith(u"documents.read"_s, u"not_found"_s);
        f.add({f.file(u"big.txt"_s, size)});
        QVERIFY(f.untilEnded());
        QCOMPARE(f.server->last(u"documents.read"_s).params[u"id"_s].toString(), idText(21));
        QCOMPARE(f.reports[0].sent, isThere ? 1 : 0);
        QCOMPARE(f.reports[0].failed, isThere ? 0 : 1);
    }

    void allFailuresAreToldOnce()
    {
        Fixture f;
        f.on(u"documents.create"_s, [&](const Fixture::Call &call) {
            const bool isKnown = call.params[u"name"_s].toString() == u"known.txt";
            f.server->refuse(call.id, isKnown ? u"conflict"_s : u"too_large"_s, u"It does not fit."_s);
        });
        QStringList paths{f.file(u"known.txt"_s, 10)};
        for (int i = 0; i < 8; ++i)
            paths << f.file(u"file %1.txt"_s.arg(i), 10);
        f.add(paths);
        QVERIFY(f.untilEnded());
        QCOMPARE(f.reports.size(), size_t(1));
        QCOMPARE(f.reports[0].failed, 8);
        QCOMPARE(f.reports[0].failures.size(), UploadReport::mostNamed);
        QCOMPARE(f.reports[0].duplicates, 1);
        const std::optional<Problem> why = problemOf(f.reports[0]);
        QVERIFY(why);
        QCOMPARE(why->detail.count(u"It does not fit."_s), qsizetype(UploadReport::mostNamed));
        QVERIFY(why->detail.contains(u"3 more files could not be added."_s));
        QVERIFY(why->detail.contains(u"One file was there already."_s));
    }
    void filesThatWereThereAlreadyAreNoProblem()
    {
        Fixture f;
        f.refuseWith(u"documents.create"_s, u"conflict"_s);
        f.add({f.file(u"known.txt"_s, 10)});
        QVERIFY(f.untilEnded());
        QVERIFY(!problemOf(f.reports[0]));
        QVERIFY(noteOf(f.reports[0]).contains(u"One file was there already."_s));
    }

    void whatHoldsForAllFilesEndsTheQueue_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("not signed in") << u"not_signed_in"_s;
        QTest::newRow("forbidden") << u"forbidden"_s;
        QTest::newRow("over the quota") << u"limit_reached"_s;
    }
    void whatHoldsForAllFilesEndsTheQueue()
    {
        QFETCH(QString, code);
        Fixture f;
        f.refuseWith(u"documents.create"_s, code);
        QStringList paths;
        for (int i = 0; i < 10; ++i)
            paths << f.file(u"file %1.txt"_s.arg(i), 10);
        f.add(paths);
        QVERIFY(f.untilEnded());
        QCOMPARE(f.reports.size(), size_t(1));
        QCOMPARE(f.reports[0].end, UploadReport::End::Refused);
        QCOMPARE(f.reports[0].left, 10);
        QVERIFY(f.server->count(u"documents.create"_s) <= 4); // those that were on their way
        const std::optional<Problem> why = problemOf(f.reports[0]);
        QVERIFY(why);
        QVERIFY(why->detail.contains(u"because of "_s + code));
        QVERIFY(why->detail.contains(u"10 files were not sent."_s));
    }

    void whatIsMoreThanMayBeAddedTogetherIsCounted()
    {
        Fixture f;
        const QString path = f.file(u"one.txt"_s, 10);
        f.add(QStringList(UploadQueue::mostFiles - 1, path));
        f.add(QStringList(6, path));
        QTRY_VERIFY_WITH_TIMEOUT(!f.queue->isLooking(), 20'000);
        QCOMPARE(f.queue->waiting(), UploadQueue::mostFiles);
        f.queue->cancel(UploadReport::End::Stopped);
        QCOMPARE(f.reports.size(), size_t(1));
        QCOMPARE(f.reports[0].left, UploadQueue::mostFiles);
        QCOMPARE(f.reports[0].beyond, 5);
        QVERIFY(problemOf(f.reports[0])->detail.contains(u"5 files were left out"_s));
        // The next ones are counted anew.
        f.reports.clear();
        f.answerWith(u"documents.create"_s, documentJson());
        f.add({path});
        QVERIFY(f.untilEnded());
        QCOMPARE(f.reports[0].sent, 1);
        QCOMPARE(f.reports[0].beyond, 0);
    }

    void aFolderThatWasNotReadToItsEndIsSaidToBe()
    {
        Fixture f;
        const QString path = f.file(u"one.txt"_s, 10);
        f.add({f.directory.path()});
        QVERIFY(f.queue->isLooking()); // what is found arrives by the event loop
        f.queue->cancel(UploadReport::End::WindowLeft);
        QCOMPARE(f.reports.size(), size_t(1));
        QVERIFY(f.reports[0].isUnread);
        QVERIFY(problemOf(f.reports[0])->detail.contains(u"looked through to its end"_s));
        // What is found late is of the one before.
        f.answerWith(u"documents.create"_s, documentJson());
        f.reports.clear();
        f.add({path});
        QVERIFY(f.untilEnded());
        QCOMPARE(f.server->count(u"documents.create"_s), 1);
    }
    void nobodyWaitsForALookThroughThatIsNotWanted()
    {
        Fixture f;
        const QStringList paths(300'000, f.file(u"one.txt"_s, 10));
        QElapsedTimer timer;
        timer.start();
        f.add(paths);
        QTRY_VERIFY_WITH_TIMEOUT(!f.queue->isLooking(), 60'000);
        const qint64 whole = timer.nsecsElapsed();
        f.queue->cancel(UploadReport::End::Stopped);
        f.add(paths);
        timer.start();
        f.queue.reset();
        QVERIFY2(timer.nsecsElapsed() < whole / 2, qPrintable(u"%1 ns of %2"_s.arg(timer.nsecsElapsed()).arg(whole)));
    }
};

static const bool registered = tabletalk::test::add<TestUploadQueue>();
#include "tst_UploadQueue.moc"
