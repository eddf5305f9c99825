// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/events/EventService.h"
#include "server/events/EventSink.h"
#include "tests/support/Problems.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestPlatform.h"
#include "tests/support/TestRunner.h"

#include <boost/json/parse.hpp>

#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

class RecordingSink final : public EventSink
{
public:
    void send(std::shared_ptr<const std::string> notification) override
    {
        const std::lock_guard lock(m_mutex);
        m_sent.push_back(boost::json::parse(*notification));
    }
    bool isOpen() const override { return open; }

    std::vector<boost::json::value> sent() const
    {
        const std::lock_guard lock(m_mutex);
        return m_sent;
    }
    std::vector<qint64> numbers() const
    {
        std::vector<qint64> list;
        for (const auto &notification : sent())
            list.push_back(notification.at("params").at("seq").as_int64());
        return list;
    }
    std::atomic<bool> open = true;

private:
    mutable std::mutex m_mutex;
    std::vector<boost::json::value> m_sent;
};

std::vector<qint64> upTo(qint64 last, qint64 first = 1)
{
    std::vector<qint64> list;
    for (qint64 i = first; i <= last; ++i)
        list.push_back(i);
    return list;
}

} // namespace

class TestEventService : public QObject
{
    Q_OBJECT

private:
    static api::ResumeResponse resume(EventService &events, const TenantScope &scope, StreamId stream, qint64 after,
                                      std::shared_ptr<EventSink> sink)
    {
        return test::runAwaitable(events.resume(scope, {stream, after}, std::move(sink)));
    }

private Q_SLOTS:
    void followersGetNumberedNotificationsAtOnceAndTheLastOneAfterItIsStored()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        const auto sink = std::make_shared<RecordingSink>();
        const auto writer = events.open(scope, sink);
        writer->append("started", {{"a", 1}});
        writer->append("text", {{"text", "\u00fc \"quoted\""}});
        QCOMPARE(sink->numbers(), upTo(2));
        writer->finishNow("done", {{"ms", 3}});
        QCOMPARE(sink->numbers(), upTo(3));

        const auto notification = sink->sent()[1].as_object();
        QCOMPARE(notification.at("jsonrpc").as_string(), "2.0");
        QCOMPARE(notification.at("method").as_string(), "event");
        QCOMPARE(notification.at("params").at("type").as_string(), "text");
        QCOMPARE(notification.at("params").at("stream").as_string(), writer->stream().toString().toStdString());
        QCOMPARE(notification.at("params").at("data").at("text").as_string(), "\u00fc \"quoted\"");

        const auto storedEvents = test::runAwaitable(events.read(scope, writer->stream(), 0));
        QCOMPARE(storedEvents.size(), size_t(3));
        QCOMPARE(storedEvents[2].type, u"done"_s);
        QCOMPARE(storedEvents[2].seq, 3);
    }

    void aClientThatLostItsSocketContinuesWhereItWas()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        const auto writer = events.open(scope, nullptr);
        for (int i = 0; i < 5; ++i)
            writer->append("text", {});
        const auto late = std::make_shared<RecordingSink>();
        const auto state = resume(events, scope, writer->stream(), 2, late);
        QCOMPARE(state.lastSeq, 5);
        QVERIFY(!state.finished);
        QCOMPARE(late->numbers(), upTo(5, 3));
        writer->append("text", {});
        writer->finishNow("done", {});
        QCOMPARE(late->numbers(), upTo(7, 3));

        const auto after = std::make_shared<RecordingSink>();
        QVERIFY(resume(events, scope, writer->stream(), 0, after).finished);
        QCOMPARE(after->numbers(), upTo(7));
    }

    void longStreamsAreResumedWhole()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        const auto writer = events.open(scope, nullptr);
        for (int i = 0; i < 2500; ++i)
            writer->append("text", {});
        writer->finishNow("done", {});
        const auto sink = std::make_shared<RecordingSink>();
        QCOMPARE(resume(events, scope, writer->stream(), 0, sink).lastSeq, 2501);
        QCOMPARE(sink->numbers(), upTo(2501));
        QCOMPARE(test::runAwaitable(events.read(scope, writer->stream(), 1)).size(), size_t(2500));
    }

    /// Clients join at random moments while the writer appends as fast as it can.
    void resumingWhileTheWriterAppendsNeitherLosesNorDoubles()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        constexpr int total = 3000;
        const auto writer = events.open(scope, nullptr);
        std::vector<std::shared_ptr<RecordingSink>> sinks;
        std::thread appending([&] {
            for (int i = 1; i < total; ++i)
                writer->append("text", {{"i", i}});
            writer->finishNow("done", {});
        });
        for (int i = 0; i < 40; ++i) {
            sinks.push_back(std::make_shared<RecordingSink>());
            resume(events, scope, writer->stream(), i, sinks.back());
        }
        appending.join();
        for (int i = 0; i < 40; ++i)
            QCOMPARE(sinks[size_t(i)]->numbers(), upTo(total, i + 1));
    }

    void aStreamContinuesItsNumbersAfterARestart()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const auto id = makeId<StreamId>(platform.clock.now());
        {
            EventService events(*platform.database, platform.clock);
            const auto writer = events.open(scope, id, nullptr);
            writer->append("progress", {});
            writer->append("progress", {});
        }
        platform.reopen();
        EventService events(*platform.database, platform.clock);
        const auto sink = std::make_shared<RecordingSink>();
        QVERIFY(!resume(events, scope, id, 1, sink).finished); // before the writer is back
        const auto writer = events.open(scope, id, nullptr);
        writer->append("progress", {});
        writer->finishNow("done", {});
        QCOMPARE(sink->numbers(), upTo(4, 2));
    }

    /// A server that dies has sent more than it stored; whoever saw that must hear the end all the same.
    void theEndOfAnAbandonedStreamIsNewToWhoeverSawMoreThanWasStored()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        const auto id = makeId<StreamId>(platform.clock.now());
        {
            const auto writer = events.open(scope, id, nullptr);
            writer->append("started", {});
            writer->append("plan", {});
        }
        const auto waiting = std::make_shared<RecordingSink>();
        QVERIFY(!resume(events, scope, id, 6, waiting).finished); // it had been sent four more
        events.endAbandoned(scope, id, "problem", {});
        const auto late = std::make_shared<RecordingSink>();
        const auto state = resume(events, scope, id, 6, late);
        QVERIFY(state.finished);
        for (const auto &sink : {waiting, late}) {
            QCOMPARE(sink->numbers().size(), size_t(1));
            QCOMPARE(sink->numbers().front(), state.lastSeq);
        }
        events.endAbandoned(scope, id, "problem", {}); // of two servers one ends it
        QCOMPARE(test::runAwaitable(events.read(scope, id, 0)).size(), size_t(3));
    }

    void streamsOfOthersDoNotExist()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        const TenantScope other = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        const auto writer = events.open(scope, nullptr);
        writer->append("started", {});
        const auto sink = std::make_shared<RecordingSink>();
        const auto unknown = makeId<StreamId>(platform.clock.now());
        QCOMPARE(test::problemOf([&] { resume(events, other, writer->stream(), 0, sink); }), ProblemCode::NotFound);
        QCOMPARE(test::problemOf([&] { resume(events, scope, unknown, 0, sink); }), ProblemCode::NotFound);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(events.read(other, writer->stream(), 0)); }),
                 ProblemCode::NotFound);
        writer->append("text", {});
        QVERIFY(sink->numbers().empty());
    }

    void aClosedFollowerIsDropped()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        auto sink = std::make_shared<RecordingSink>();
        const auto writer = events.open(scope, sink);
        writer->append("started", {});
        sink->open = false;
        writer->append("text", {});
        QCOMPARE(sink->numbers(), upTo(1));
        QCOMPARE(sink.use_count(), 1);
    }

    void anEventThatCouldNotBeStoredKeepsTheStreamFromLookingWhole()
    {
        test::TestPlatform platform;
        const TenantScope nobody = TenantScope::ofJob(makeId<TenantId>(platform.clock.now()));
        EventService events(*platform.database, platform.clock);
        const auto writer = events.open(nobody, nullptr);
        writer->append("started", {});
        QCOMPARE(test::problemOf([&] { writer->finishNow("done", {}); }), ProblemCode::Unavailable);
    }

    void oldStreamsArePruned()
    {
        test::TestPlatform platform;
        const TenantScope scope = platform.makeTenant();
        EventService events(*platform.database, platform.clock);
        std::vector<StreamId> old;
        for (int i = 0; i < 450; ++i) {
            const auto writer = events.open(scope, nullptr);
            writer->append("done", {});
            old.push_back(writer->stream());
        }
        platform.clock.advance(std::chrono::hours(2));
        const auto fresh = events.open(scope, nullptr);
        fresh->finishNow("done", {});
        events.pruneOlderThan(std::chrono::hours(1));
        QCOMPARE(test::problemOf([&] { test::runAwaitable(events.read(scope, old.front(), 0)); }),
                 ProblemCode::NotFound);
        QCOMPARE(test::problemOf([&] { test::runAwaitable(events.read(scope, old.back(), 0)); }),
                 ProblemCode::NotFound);
        QCOMPARE(test::runAwaitable(events.read(scope, fresh->stream(), 0)).size(), size_t(1));
    }
};

static const bool registered = tabletalk::test::add<TestEventService>();
#include "tst_EventService.moc"
