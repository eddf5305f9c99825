// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/chat/AnswerRun.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAnswerState : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            auto made = std::make_unique<ScriptedTransport>();
            server = made.get();
            session = std::make_unique<Session>(std::move(made), SessionOptions{1ms, 4ms, 20s});
            session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}});
            reconnect();
            run = std::make_unique<AnswerRun>(*session);
            run->ask({*ConnectionId::fromString(idText(7)), u"how many orders?"_s, {}});
            call = server->last(u"chat.ask"_s).id;
        }
        void reconnect()
        {
            server->accept();
            server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        }
        void start()
        {
            server->event(idText(9), 1, u"started"_s,
                          {{u"conversationId"_s, idText(10)},
                           {u"messageId"_s, idText(11)},
                           {u"requestId"_s, QString::number(call)}});
        }
        ScriptedTransport *server = nullptr;
        std::unique_ptr<Session> session;
        std::unique_ptr<AnswerRun> run;
        qint64 call = 0;
    };

private Q_SLOTS:
    void goesThroughItsStagesAsEventsArrive()
    {
        Fixture f;
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Sent);
        f.start();
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Understanding);
        f.server->event(idText(9), 2, u"sql"_s, {{u"sql"_s, u"SELECT count(*) FROM orders"_s}});
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Running);
        f.server->event(idText(9), 3, u"rows"_s,
                        {{u"resultId"_s, idText(12)},
                         {u"columns"_s, QJsonArray{QJsonObject{{u"name"_s, u"n"_s}, {u"type"_s, u"integer"_s}}}},
                         {u"rowCount"_s, 1},
                         {u"truncated"_s, false}});
        f.server->event(idText(9), 4, u"text"_s, {{u"text"_s, u"There are "_s}});
        f.server->event(idText(9), 5, u"text"_s, {{u"text"_s, u"5 orders."_s}});
        QVERIFY(!f.run->state().isFinished());
        f.server->event(idText(9), 6, u"done"_s, {{u"ms"_s, 12}});
        QVERIFY(f.run->state().isFinished());
        QCOMPARE(f.run->state().text, u"There are 5 orders."_s);
        QCOMPARE(f.run->state().ms, 12);
    }

    void whatAModelWritesIsKnownUntilTheQueryIs()
    {
        AnswerState state;
        api::Event event;
        event.type = u"model"_s;
        event.data = boost::json::object{{"state", "asking"}, {"host", "127.0.0.1"}, {"model", "clever"}};
        state.apply(event);
        QCOMPARE(state.model->state, u"asking"_s);
        event.data = boost::json::object{{"state", "writing"},
                                         {"host", "127.0.0.1"},
                                         {"model", "clever"},
                                         {"detail", "Counts the"},
                                         {"characters", 40}};
        state.apply(event);
        QCOMPARE(state.model->characters.value(), 40);
        QCOMPARE(state.model->detail.value(), u"Counts the"_s);
        QVERIFY(!state.isFinished());
    }

    void aProblemKeepsItsHintAndEndsTheAnswer()
    {
        Fixture f;
        f.server->refuse(f.call, u"not_understood"_s, u"no table fits"_s, u"name a table"_s);
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Failed);
        QCOMPARE(f.run->state().problem->hint, u"name a table"_s);
    }

    void anAnswerSurvivesALostConnection()
    {
        Fixture f;
        f.start();
        f.server->drop();
        QVERIFY(!f.run->state().isFinished());
        QVERIFY(f.run->isInterrupted());
        QTRY_COMPARE(f.server->opens, 2);
        f.reconnect();
        QCOMPARE(f.server->last(u"events.resume"_s).params.value(u"after"_s).toInt(), 1);
        f.server->event(idText(9), 2, u"text"_s, {{u"text"_s, u"5 orders."_s}});
        f.server->event(idText(9), 3, u"done"_s, {{u"ms"_s, 12}});
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Answered);
        QCOMPARE(f.run->state().text, u"5 orders."_s);
        QVERIFY(!f.run->isInterrupted());
    }

    void aQuestionLostBeforeItStartedSaysSo()
    {
        Fixture f;
        f.server->drop();
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Failed);
        QCOMPARE(f.run->state().problem->code, ProblemCode::Unavailable);
    }

    void stopBeforeTheServerNamedTheAnswerIsRemembered()
    {
        Fixture f;
        f.run->stop();
        QCOMPARE(f.server->count(u"chat.cancel"_s), 0);
        f.start();
        QCOMPARE(f.server->last(u"chat.cancel"_s).params.value(u"messageId"_s).toString(), idText(11));
        f.server->answer(f.server->last(u"chat.cancel"_s).id, QJsonObject{});
        f.server->refuse(f.call, u"cancelled"_s);
        QCOMPARE(f.run->state().stage, AnswerState::Stage::Cancelled);
    }
};

static const bool registered = tabletalk::test::add<TestAnswerState>();
#include "tst_AnswerState.moc"
