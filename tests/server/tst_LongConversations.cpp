// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ten thousand stored events in a conversation: what is asked of it takes hardly longer than in a short one.
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/chat/ConversationStore.h"
#include "server/events/EventStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/PostgresDatabase.h"
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

constexpr int manyEvents = 10'000;
constexpr int eventsAnAnswer = 10;
constexpr int runs = 7; ///< of which the best counts: others share the machine
constexpr qint64 microsecond = 1'000;
constexpr qint64 nothing = 300; ///< microseconds that a measurement may be off

} // namespace

class TestLongConversations : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    api::SignedIn m_owner;
    QString m_database;
    QString m_short;      ///< a conversation of one answer
    QString m_long;       ///< one of a thousand
    QString m_lastAnswer; ///< stream of the last answer in the long one
    QString m_stream;     ///< a stream of ten thousand events
    QString m_shortStream;

    QString token() const { return m_owner.accessToken; }

    json::object question(const QString &conversation) const
    {
        json::object params{{"databaseId", m_database.toStdString()}, {"question", "How many orders are there?"}};
        if (!conversation.isEmpty())
            params["conversationId"] = conversation.toStdString();
        return params;
    }

    /// Finished, with so many events.
    static void storeStream(Transaction &transaction, const TenantScope &scope, StreamId stream, int events)
    {
        const Instant now = Instant::fromRfc3339(u"2026-01-01T00:00:00Z"_s).value();
        EventStore store(transaction, scope);
        store.insertStream(stream, now);
        for (int seq = 1; seq <= events; ++seq)
            store.insertEvent(stream, {seq, seq == events ? "done" : "text", "{\"text\":\"a line of an answer\"}"});
        store.finishStream(stream, now);
    }

    /// A long conversation, as a thousand questions leave it.
    void storeHistory()
    {
        const TenantScope scope = TenantScope::ofSignIn(m_owner.organization.id);
        const SystemClock clock;
        const QString &url = m_server->platformUrl();
        const auto database = url.isEmpty()
                                  ? orThrow(PlatformDatabase::open({.directory = m_server->dataDirectory()}, clock))
                                  : orThrow(PostgresDatabase::open({.url = url, .ownerUrl = {}}, clock));
        database->writeNow([&](Transaction &transaction) { store(transaction, scope); });
        database->stop();
    }

    void store(Transaction &transaction, const TenantScope &scope)
    {
        ConversationStore conversations(transaction, scope);
        const Instant now = Instant::fromRfc3339(u"2026-01-01T00:00:00Z"_s).value();
        const auto conversation = makeId<ConversationId>(now);
        const auto shop = ConnectionId::fromString(m_database).value();
        conversations.insert({conversation, m_owner.user.id, shop, u"A long one"_s}, now);
        for (int i = 0; i < manyEvents / eventsAnAnswer; ++i) {
            const auto message = makeId<MessageId>(now);
            const auto stream = makeId<StreamId>(now);
            conversations.insertMessage(
                {message, conversation, m_owner.user.id, stream, u"How many orders are there?"_s, {}}, now);
            storeStream(transaction, scope, stream, eventsAnAnswer);
            conversations.finishMessage(message, {u"answered"_s, m_answer, std::nullopt, u"600 orders."_s}, now);
            m_lastAnswer = stream.toString();
        }
        const auto longStream = makeId<StreamId>(now);
        storeStream(transaction, scope, longStream, manyEvents);
        const auto shortStream = makeId<StreamId>(now);
        storeStream(transaction, scope, shortStream, eventsAnAnswer);
        m_long = conversation.toString();
        m_stream = longStream.toString();
        m_shortStream = shortStream.toString();
    }

    /// Microseconds of the quickest of some runs.
    template <class Work>
    static qint64 best(Work work)
    {
        qint64 least = std::numeric_limits<qint64>::max();
        for (int run = 0; run < runs; ++run) {
            QElapsedTimer timer;
            timer.start();
            work();
            least = std::min(least, timer.nsecsElapsed() / microsecond);
        }
        return least;
    }

    /// How long a resume takes, until all its events have come.
    static qint64 resumed(RpcConnection &rpc, const QString &stream, qint64 after, size_t expected)
    {
        return best([&] {
            const size_t before = rpc.events().size();
            const auto answer = rpc.call("events.resume", {{"stream", stream.toStdString()}, {"after", after}});
            QVERIFY2(answer.contains("result"), json::serialize(answer).c_str());
            QVERIFY(answer.at("result").at("finished") == true);
            QCOMPARE(rpc.events().size() - before, expected);
            QCOMPARE(textOf(rpc.events().back().at("type")), u"done"_s);
        });
    }

    QString m_answer; ///< as it is stored

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_owner = m_server->organization(u"Owner"_s);
        m_database = m_server->connectShop(token());
        QVERIFY(!m_database.isEmpty());
        RpcConnection rpc(*m_server, token());
        json::object answer = rpc.call("chat.ask", question({})).at("result").as_object();
        m_short = textOf(answer.at("conversationId"));
        answer["rows"] = json::array();
        m_answer = QString::fromStdString(json::serialize(answer));
        m_server->stop();
        storeHistory();
        m_server->start();
    }

    void theEndOfALongStreamComesAsQuicklyAsAShortOne()
    {
        RpcConnection rpc(*m_server, token());
        const qint64 ofShort = resumed(rpc, m_shortStream, 0, eventsAnAnswer);
        const qint64 ofLong = resumed(rpc, m_stream, manyEvents - eventsAnAnswer, eventsAnAnswer);
        qInfo("the last ten of 10,000: %lld us, of ten: %lld us", ofLong, ofShort);
        QVERIFY2(ofLong < 5 * ofShort + nothing, "only what was missed is read");
    }

    void aWholeLongStreamCostsNoMorePerEventThanAShortOne()
    {
        RpcConnection rpc(*m_server, token());
        const qint64 ofShort = resumed(rpc, m_shortStream, 0, eventsAnAnswer);
        const qint64 ofLong = resumed(rpc, m_stream, 0, manyEvents);
        qInfo("10,000 events: %lld us, ten: %lld us", ofLong, ofShort);
        QVERIFY2(ofLong < manyEvents / eventsAnAnswer * ofShort, "it does not grow faster than the number of events");
    }

    void anAnswerInALongConversationIsFollowedAsQuickly()
    {
        RpcConnection rpc(*m_server, token());
        const qint64 ofShort = resumed(rpc, m_shortStream, 0, eventsAnAnswer);
        const qint64 ofLong = resumed(rpc, m_lastAnswer, 0, eventsAnAnswer);
        QVERIFY(ofLong < 5 * ofShort + nothing);
    }

    void historyCostsNoMorePerAnswer()
    {
        RpcConnection rpc(*m_server, token());
        const auto read = [&](const QString &conversation) {
            return best([&] {
                const auto answer = rpc.call("conversations.read", {{"id", conversation.toStdString()}});
                QVERIFY2(answer.contains("result"), json::serialize(answer).c_str());
                QVERIFY(!answer.at("result").at("messages").as_array().empty());
            });
        };
        const size_t messages = rpc.call("conversations.read", {{"id", m_long.toStdString()}})
                                    .at("result")
                                    .at("messages")
                                    .as_array()
                                    .size();
        const qint64 ofShort = read(m_short);
        const qint64 ofLong = read(m_long);
        qInfo("%zu answers: %lld us, one: %lld us", messages, ofLong, ofShort);
        QVERIFY(messages > 1);
        QVERIFY(ofLong < qint64(messages) * ofShort);
    }

    void askingOnTakesNoLongerThanInAShortConversation()
    {
        RpcConnection rpc(*m_server, token());
        const auto asked = [&](const QString &conversation) {
            return best([&] { QVERIFY(rpc.call("chat.ask", question(conversation)).contains("result")); });
        };
        const qint64 ofShort = asked(m_short);
        const qint64 ofLong = asked(m_long);
        qInfo("a question in a conversation of a thousand: %lld us, of a few: %lld us", ofLong, ofShort);
        QVERIFY(ofLong < 5 * ofShort);
    }
};

static const bool registered = tabletalk::test::add<TestLongConversations>();
#include "tst_LongConversations.moc"
