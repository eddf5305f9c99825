// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Chat.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/session/Session.h"

#include <QSignalSpy>
#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSession : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made), SessionOptions{1ms, 4ms, 20s, 0});
        }
        void signIn()
        {
            api::SignedIn signedIn;
            signedIn.accessToken = u"access-1"_s;
            signedIn.refreshToken = u"refresh-1"_s;
            signedIn.expiresIn = 900;
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), signedIn);
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        }
        ScriptedTransport *server;
        std::unique_ptr<Session> session;
    };

    static ConnectionId connection() { return *ConnectionId::fromString(idText(7)); }

private Q_SLOTS:
    void callsWaitUntilTheSignInIsDone()
    {
        Fixture f;
        int ended = 0;
        f.session->call<api::Me>("auth.me", api::Empty{}, this, [&](const Result<api::Me> &me) {
            QVERIFY(me);
            QCOMPARE(me->user.fullName, u"Ada Lovelace"_s);
            ++ended;
        });
        f.session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"access"_s, u"refresh"_s, 900, {}, {}, {}});
        QCOMPARE(f.session->state(), Session::State::Connecting);
        f.server->accept();
        QCOMPARE(f.server->count(u"auth.me"_s), 0);
        QCOMPARE(f.server->last(u"auth.attach"_s).params.value(u"accessToken"_s).toString(), u"access"_s);
        f.server->answer(f.server->last(u"auth.attach"_s).id, attachedJson());
        QVERIFY(f.session->isReady());
        QCOMPARE(f.server->count(u"auth.me"_s), 1);
        f.server->answer(f.server->last(u"auth.me"_s).id, QJsonObject{{u"user"_s, userJson()},
                                                                      {u"organization"_s, organizationJson()},
                                                                      {u"organizations"_s, QJsonArray{}}});
        QCOMPARE(ended, 1);
    }

    void aProblemArrivesWithAllItsParts()
    {
        Fixture f;
        f.signIn();
        Problem problem;
        f.session->call<api::Me>("auth.me", api::Empty{}, this,
                                 [&](const Result<api::Me> &me) { problem = me.error(); });
        f.server->refuse(f.server->last(u"auth.me"_s).id, u"cannot_connect"_s, u"why"_s, u"what to do"_s);
        QCOMPARE(problem.code, ProblemCode::CannotConnect);
        QCOMPARE(problem.detail, u"why"_s);
        QCOMPARE(problem.hint, u"what to do"_s);
    }

    void anAnswerOfTheWrongShapeIsAProblemAndNoCrash()
    {
        Fixture f;
        f.signIn();
        int ended = 0;
        f.session->call<api::Me>("auth.me", api::Empty{}, this, [&](const Result<api::Me> &me) {
            QVERIFY(!me);
            ++ended;
        });
        f.server->answer(f.server->last(u"auth.me"_s).id, QJsonObject{{u"user"_s, 3}});
        QCOMPARE(ended, 1);
        // Nonsense from the wire is dropped.
        Q_EMIT f.server->received("[");
        Q_EMIT f.server->received("17");
        Q_EMIT f.server->received(R"({"id":"x","result":1})");
        Q_EMIT f.server->received(R"({"method":"event","params":{"stream":1}})");
        QVERIFY(f.session->isReady());
    }

    void aSilentServerEndsInATimeOut()
    {
        Fixture f;
        f.signIn();
        std::optional<Problem> problem;
        CallOptions options;
        options.timeout = 1ms;
        f.session->call<api::Me>(
            "auth.me", api::Empty{}, this, [&](const Result<api::Me> &me) { problem = me.error(); }, options);
        QTRY_VERIFY(problem.has_value());
        QCOMPARE(problem->code, ProblemCode::Unavailable);
        // An answer that comes too late is ignored.
        f.server->answer(f.server->last(u"auth.me"_s).id, QJsonObject{});
    }

    void aCallOfADeadContextIsNotToldAnything()
    {
        Fixture f;
        f.signIn();
        bool told = false;
        {
            QObject context;
            f.session->call<api::Me>("auth.me", api::Empty{}, &context, [&](const auto &) { told = true; });
        }
        f.server->answer(f.server->last(u"auth.me"_s).id, QJsonObject{});
        QVERIFY(!told);
    }

    void aLostConnectionEndsSentCallsAndKeepsWaitingOnes()
    {
        Fixture f;
        f.signIn();
        int lost = 0;
        int answered = 0;
        f.session->call<api::Me>("auth.me", api::Empty{}, this, [&](const Result<api::Me> &me) { lost += me ? 0 : 1; });
        QSignalSpy retries(f.session.get(), &Session::connectionLost);
        f.server->drop();
        QCOMPARE(lost, 1);
        QCOMPARE(retries.size(), 1);
        QCOMPARE(f.session->state(), Session::State::Waiting);
        f.session->call<api::Empty>("users.list", api::Empty{}, this,
                                    [&](const Result<api::Empty> &answer) { answered += answer ? 1 : 0; });
        QTRY_COMPARE(f.server->opens, 2);
        f.server->accept();
        f.server->answer(f.server->last(u"auth.attach"_s).id, attachedJson());
        f.server->answer(f.server->last(u"users.list"_s).id, QJsonObject{});
        QCOMPARE(answered, 1);
        QCOMPARE(lost, 1);
    }

    void waitsLongerAfterEachFailedAttempt()
    {
        Fixture f;
        std::vector<std::chrono::milliseconds> waits;
        connect(f.session.get(), &Session::connectionLost, this,
                [&](const Problem &, std::chrono::milliseconds wait) { waits.push_back(wait); });
        f.session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s));
        for (int attempt = 1; attempt <= 4; ++attempt) {
            QTRY_COMPARE(f.server->opens, attempt);
            f.server->drop();
        }
        QCOMPARE(waits, (std::vector<std::chrono::milliseconds>{1ms, 2ms, 4ms, 4ms}));
    }

    void eventsComeOnceAndInOrderThroughAReconnection()
    {
        Fixture f;
        f.signIn();
        std::vector<qint64> seen;
        const auto stream = *StreamId::fromString(idText(9));
        f.session->follow(stream, 0, this, [&](const api::Event &event) { seen.push_back(event.seq); });
        QCOMPARE(f.server->last(u"events.resume"_s).params.value(u"after"_s).toInt(), 0);
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 2}});
        f.server->event(idText(9), 1, u"progress"_s, {});
        f.server->event(idText(9), 2, u"progress"_s, {});
        f.server->event(idText(9), 2, u"progress"_s, {}); // doubled
        f.server->drop();
        QTRY_COMPARE(f.server->opens, 2);
        f.server->accept();
        f.server->answer(f.server->last(u"auth.attach"_s).id, attachedJson());
        QCOMPARE(f.server->last(u"events.resume"_s).params.value(u"after"_s).toInt(), 2);
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 4}});
        f.server->event(idText(9), 2, u"progress"_s, {}); // sent again around the reconnection
        f.server->event(idText(9), 3, u"progress"_s, {});
        f.server->event(idText(9), 4, u"progress"_s, {});
        QCOMPARE(seen, (std::vector<qint64>{1, 2, 3, 4}));
    }

    /// What it asks for is patience; the answer goes on there.
    void aStreamIsNotLostBecauseTheServerIsBusy()
    {
        Fixture f;
        f.signIn();
        QStringList seen;
        const auto stream = *StreamId::fromString(idText(9));
        f.session->follow(stream, 0, this, [&](const api::Event &event) { seen.append(event.type); });
        f.server->refuse(f.server->last(u"events.resume"_s).id, u"busy"_s);
        QTRY_COMPARE(f.server->count(u"events.resume"_s), 2);
        QVERIFY(seen.isEmpty());
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 1}});
        f.server->event(idText(9), 1, u"progress"_s, {});
        QCOMPARE(seen, QStringList{u"progress"_s});
    }

    void aGapIsFilledBeforeAnythingIsTold()
    {
        Fixture f;
        f.signIn();
        std::vector<qint64> seen;
        const auto stream = *StreamId::fromString(idText(9));
        f.session->follow(stream, 0, this, [&](const api::Event &event) { seen.push_back(event.seq); });
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 0}});
        f.server->event(idText(9), 1, u"progress"_s, {});
        f.server->event(idText(9), 3, u"progress"_s, {});
        QCOMPARE(f.server->count(u"events.resume"_s), 2);
        QCOMPARE(f.server->last(u"events.resume"_s).params.value(u"after"_s).toInt(), 1);
        f.server->event(idText(9), 2, u"progress"_s, {});
        f.server->event(idText(9), 3, u"progress"_s, {});
        QCOMPARE(seen, (std::vector<qint64>{1, 2, 3}));
    }

    /// A server that died has sent more than it stored; the end of the stream lies beyond it.
    void numbersThatNoServerHasAreNotWaitedFor()
    {
        Fixture f;
        f.signIn();
        std::vector<qint64> seen;
        const auto stream = *StreamId::fromString(idText(9));
        f.session->follow(stream, 0, this, [&](const api::Event &event) { seen.push_back(event.seq); });
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 0}});
        f.server->event(idText(9), 1, u"progress"_s, {});
        f.server->event(idText(9), 1001, u"problem"_s, {});
        QCOMPARE(f.server->count(u"events.resume"_s), 2);
        QCOMPARE(seen, (std::vector<qint64>{1}));
        f.server->event(idText(9), 1001, u"problem"_s, {});
        f.server->answer(f.server->last(u"events.resume"_s).id, QJsonObject{{u"lastSeq"_s, 1001}});
        QCOMPARE(seen, (std::vector<qint64>{1, 1001}));
        QCOMPARE(f.server->count(u"events.resume"_s), 2);
    }

    void aStreamThatIsGoneSaysSo()
    {
        Fixture f;
        f.signIn();
        QStringList types;
        f.session->follow(*StreamId::fromString(idText(9)), 0, this,
                          [&](const api::Event &event) { types.append(event.type); });
        f.server->refuse(f.server->last(u"events.resume"_s).id, u"not_found"_s);
        QCOMPARE(types, QStringList{u"lost"_s});
    }

    void anAnswersEventsReachTheCallThatAsked()
    {
        Fixture f;
        f.signIn();
        QStringList types;
        CallOptions options;
        options.onEvent = [&](const api::Event &event) { types.append(event.type); };
        api::AskRequest request;
        request.databaseId = connection();
        request.question = u"how many customers?"_s;
        bool answered = false;
        const qint64 id =
            f.session->call<api::Empty>("chat.ask", request, this, [&](const auto &) { answered = true; }, options);
        f.server->event(
            idText(9), 1, u"started"_s,
            {{u"conversationId"_s, idText(10)}, {u"messageId"_s, idText(11)}, {u"requestId"_s, QString::number(id)}});
        f.server->event(idText(9), 2, u"sql"_s, {{u"sql"_s, u"SELECT 1"_s}});
        f.server->event(idText(8), 1, u"started"_s,
                        {{u"conversationId"_s, idText(10)}, {u"messageId"_s, idText(12)}, {u"requestId"_s, u"999"_s}});
        QCOMPARE(types, (QStringList{u"started"_s, u"sql"_s}));
        f.server->answer(id, QJsonObject{});
        QVERIFY(answered);
    }

    void anExpiredTokenIsRefreshedAndTheNewOneIsKept()
    {
        Fixture f;
        QStringList kept;
        connect(f.session.get(), &Session::signedIn, this,
                [&](const api::SignedIn &signedIn) { kept.append(signedIn.refreshToken); });
        f.session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), u"refresh-1"_s);
        f.server->accept();
        QCOMPARE(f.server->last(u"auth.refresh"_s).params.value(u"refreshToken"_s).toString(), u"refresh-1"_s);
        f.server->answer(f.server->last(u"auth.refresh"_s).id, signedInJson(u"access-2"_s, u"refresh-2"_s));
        QCOMPARE(f.server->last(u"auth.attach"_s).params.value(u"accessToken"_s).toString(), u"access-2"_s);
        f.server->answer(f.server->last(u"auth.attach"_s).id, attachedJson());
        QVERIFY(f.session->isReady());
        QCOMPARE(kept, QStringList{u"refresh-2"_s});
    }

    void aRefusedRefreshSignsOutAndEndsWhatWaits()
    {
        Fixture f;
        QSignalSpy signedOut(f.session.get(), &Session::signedOut);
        std::optional<Problem> problem;
        f.session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), u"stale"_s);
        f.session->call<api::Me>("auth.me", api::Empty{}, this,
                                 [&](const Result<api::Me> &me) { problem = me.error(); });
        f.server->accept();
        f.server->refuse(f.server->last(u"auth.refresh"_s).id, u"not_signed_in"_s);
        QCOMPARE(signedOut.size(), 1);
        QVERIFY(problem);
        QCOMPARE(problem->code, ProblemCode::NotSignedIn);
        // And a call after that ends at once.
        problem.reset();
        f.session->call<api::Me>("auth.me", api::Empty{}, this,
                                 [&](const Result<api::Me> &me) { problem = me.error(); });
        QTRY_VERIFY(problem.has_value());
    }

    void leavingAServerEndsItsCallsAndNeverSendsThemToTheNext()
    {
        Fixture f;
        f.signIn();
        int ended = 0;
        f.session->call<api::Me>("auth.me", api::Empty{}, this, [&](const Result<api::Me> &me) {
            QCOMPARE(me.error().code, ProblemCode::Cancelled);
            ++ended;
        });
        f.session->open(QUrl(u"ws://127.0.0.1:2/rpc"_s), u"other"_s);
        QCOMPARE(ended, 1);
        f.server->accept();
        QCOMPARE(f.server->count(u"auth.me"_s), 1);
    }
};

static const bool registered = tabletalk::test::add<TestSession>();
#include "tst_Session.moc"
