// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Vault.h"
#include "server/schedules/ScheduleForms.h"
#include "server/webhooks/WebhookEvents.h"
#include "server/webhooks/WebhookStore.h"
#include "server/workflows/WorkflowEvents.h"
#include "server/workflows/WorkflowRunner.h"
#include "tests/support/KeptMails.h"
#include "tests/support/People.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>
#include <QTimeZone>

#include <atomic>
#include <latch>
#include <mutex>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

api::WorkflowStep tool(const QString &key, const QString &question)
{
    api::WorkflowStep step;
    step.key = key;
    step.kind = u"documents"_s;
    step.question = question;
    return step;
}

api::WorkflowStep saved(const QString &key, Instant now)
{
    api::WorkflowStep step;
    step.key = key;
    step.kind = u"savedQuestion"_s;
    step.savedQuestionId = makeId<SavedQuestionId>(now).toString();
    return step;
}

api::WorkflowStep condition(const QString &of, api::ScheduleCondition said)
{
    api::WorkflowStep step;
    step.key = u"check"_s;
    step.kind = u"condition"_s;
    step.of = of;
    step.condition = std::move(said);
    return step;
}

api::WorkflowStep delivery(const QString &of, api::ScheduleDelivery where, const QString &text = u""_s)
{
    api::WorkflowStep step;
    step.key = u"send"_s;
    step.kind = u"delivery"_s;
    step.of = of;
    step.delivery = std::move(where);
    step.subject = u"Refunds of {{input.month}}"_s;
    step.text = text;
    return step;
}

/// A platform with one organisation; what steps ask answers what the test says.
struct Fixture
{
    Fixture()
        : people(platform)
        , scope(people.tenant(u"Shop"_s))
        , workspace(people.workspace(scope, u"Sales"_s))
        , owner(people.member(scope, u"owner@example.org"_s, Role::Manager))
        , vault(*platform.database, platform.clock, Secret(QByteArray(32, 'k')))
        , jobs(std::make_unique<JobService>(*platform.database, platform.clock))
        , runner(std::make_unique<WorkflowRunner>(parts(*jobs)))
    {}
    ~Fixture()
    {
        if (jobs)
            jobs->stop();
    }

    WorkflowParts parts(JobService &of)
    {
        return {
            .database = *platform.database,
            .vault = vault,
            .jobs = of,
            .mailer = &mailer,
            .clock = platform.clock,
            .doors = {.runSaved = [this](const StepSetting &, SavedQuestionId) { return table(); },
                      .runStatement = [this](const StepSetting &, ConnectionId, const QString &) { return table(); },
                      .runTool = [this](const StepSetting &setting, const QString &,
                                        boost::json::object arguments) { return found(setting, arguments); },
                      .askAgent = nullptr}};
    }
    SavedOutcome table()
    {
        ++asked;
        if (during)
            during();
        const std::lock_guard lock(mutex);
        if (problem)
            throw *problem;
        SavedOutcome outcome;
        outcome.columns = {{u"city"_s, ColumnType::Text}, {u"stock"_s, ColumnType::Integer}};
        outcome.rows = rows;
        outcome.text = text;
        return outcome;
    }
    ToolResult found(const StepSetting &setting, const boost::json::object &arguments)
    {
        ++asked;
        if (during)
            during();
        const std::lock_guard lock(mutex);
        if (problem)
            throw *problem;
        questions << QString::fromStdString(std::string(arguments.at("query").as_string()));
        asker = setting.call.caller.user;
        return ToolResult{text, {}, {}};
    }

    WorkflowId make(std::vector<api::WorkflowStep> steps, api::WorkflowTrigger trigger = {u"hand"_s, {}, {}, {}})
    {
        api::Workflow workflow;
        workflow.id = makeId<WorkflowId>(platform.clock.now());
        workflow.workspaceId = workspace;
        workflow.name = u"Refunds"_s;
        workflow.inputs = {{u"month"_s, {}, false, u"May"_s}};
        workflow.steps = std::move(steps);
        workflow.trigger = std::move(trigger);
        workflow.ownerId = owner;
        workflow.createdAt = platform.clock.now();
        workflow.updatedAt = platform.clock.now();
        workflow.timeZone = u"UTC"_s;
        orThrow(workflow::check({workflow.inputs, workflow.steps, workflow.trigger}));
        if (workflow.trigger.kind == u"schedule")
            workflow.nextAt = schedule::nextAfter(orThrow(toTimetable(*workflow.trigger.times)), zoneNamed(u"UTC"_s),
                                                  platform.clock.now());
        platform.database->writeNow(
            [&](Transaction &transaction) { WorkflowStore(transaction, scope).insert(workflow); });
        return workflow.id;
    }
    WorkflowRunId start(WorkflowId id, std::vector<api::WorkflowValue> inputs = {{u"month"_s, u"May"_s}})
    {
        const auto run = platform.database->writeNow([&](Transaction &transaction) {
            WorkflowStore::KeptRun begun;
            begun.run.startedBy = u"hand"_s;
            begun.run.inputs = inputs;
            begun.starter = owner;
            return runner->queueIn(transaction, scope, WorkflowStore(transaction, scope).find(id, {})->workflow,
                                   std::move(begun));
        });
        jobs->wake();
        return run;
    }
    api::Workflow read(WorkflowId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return WorkflowStore(transaction, scope).find(id, {})->workflow; });
    }
    WorkflowStore::KeptRun run(WorkflowRunId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return *WorkflowStore(transaction, scope).findRun(id); });
    }
    std::vector<WorkflowStore::KeptRun> runs(WorkflowId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return WorkflowStore(transaction, scope).runs(id, 1'000); });
    }
    std::map<int, api::WorkflowStepRun> steps(WorkflowRunId id)
    {
        return platform.database->readNow(
            [&](Transaction &transaction) { return WorkflowStore(transaction, scope).steps(id); });
    }
    bool ends(WorkflowRunId id)
    {
        return QTest::qWaitFor([&] { return run(id).run.finishedAt.has_value(); }, patienceMs);
    }
    void emitAnswered(qint64 answerRows)
    {
        platform.database->writeNow([&](Transaction &transaction) {
            emitWebhookEvent(transaction, scope, webhook_events::answered,
                             {{"messageId", "m"}, {"userId", "u"}, {"rows", answerRows}}, platform.clock.now());
        });
    }

    TestPlatform platform;
    People people;
    TenantScope scope;
    WorkspaceId workspace;
    UserId owner;
    Vault vault;
    KeptMails mailer;
    std::atomic<int> asked = 0;
    std::function<void()> during;
    std::mutex mutex;
    QStringList questions;
    UserId asker;
    QString text = u"Refunds are made within 30 days."_s;
    std::vector<Row> rows{{u"Osaka"_s, qint64(8)}};
    std::optional<Problem> problem;
    std::unique_ptr<JobService> jobs;
    std::unique_ptr<WorkflowRunner> runner;
};

} // namespace

/// Steps that run one after the other, with a clock that the test moves.
class TestWorkflows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsRunOneAfterTheOtherAndKeepWhatTheyGave()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id =
            f.make({tool(u"policy"_s, u"refunds in {{input.month}}"_s), saved(u"stock"_s, f.platform.clock.now()),
                    tool(u"more"_s, u"{{steps.policy.text}} {{steps.stock.value}}"_s),
                    delivery(u"stock"_s, {{u"owner@example.org"_s}, false, u"csv"_s}, u"{{steps.policy.text}}"_s)});
        const WorkflowRunId run = f.start(id, {{u"month"_s, u"June"_s}});
        QVERIFY(f.ends(run));
        QCOMPARE(f.run(run).run.state, u"done"_s);
        QCOMPARE(f.questions, (QStringList{u"refunds in June"_s, u"Refunds are made within 30 days. Osaka"_s}));
        QCOMPARE(f.asker, f.owner);
        const auto steps = f.steps(run);
        QCOMPARE(steps.size(), size_t(4));
        QCOMPARE(steps.at(0).input, u"refunds in June"_s);
        QCOMPARE(steps.at(1).rows.size(), size_t(1));
        QCOMPARE(steps.at(3).text, u"mailed to 1"_s);
        QVERIFY(steps.at(3).fileName->endsWith(u".csv"_s));
        QCOMPARE(f.mailer.mails().size(), size_t(1));
        QCOMPARE(f.mailer.mails()[0].subject, u"Refunds of June"_s);
        QVERIFY(f.mailer.mails()[0].text.contains(u"30 days"_s) && f.mailer.mails()[0].text.contains(u"Osaka"_s));
        const auto file = f.platform.database->readNow(
            [&](Transaction &transaction) { return *WorkflowStore(transaction, f.scope).findFile(run, u"send"_s); });
        QCOMPARE(*f.vault.open(f.scope, placeOfWorkflowFile(run, 3), file.sealed),
                 QByteArray("city,stock\r\nOsaka,8\r\n"));
        QCOMPARE(f.read(id).lastState, std::optional(u"done"_s));
    }

    void whatAStepGaveIsNeverReadAsAReferenceOrAStatement()
    {
        Fixture f;
        f.jobs->start();
        f.text = u"{{input.month}} {{steps.policy.text}}'; DROP TABLE workflows; --\n{{event.rows}}"_s;
        const WorkflowId id = f.make({tool(u"policy"_s, u"refunds"_s), tool(u"more"_s, u"{{steps.policy.text}}"_s),
                                      delivery({}, {{u"owner@example.org"_s}, false, {}}, u"{{steps.more.text}}"_s)});
        const WorkflowRunId run = f.start(id);
        QVERIFY(f.ends(run));
        QCOMPARE(f.run(run).run.state, u"done"_s);
        QCOMPARE(f.questions.last(), f.text.simplified());
        QVERIFY(f.mailer.mails()[0].text.startsWith(f.text));
    }

    void aConditionThatDoesNotHoldEndsTheRun()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id = f.make({saved(u"stock"_s, f.platform.clock.now()),
                                      condition(u"stock"_s, {u"firstRow"_s, u"below"_s, u"stock"_s, u"5"_s}),
                                      delivery(u"stock"_s, {{u"owner@example.org"_s}, false, {}}, u"Low"_s)});
        const WorkflowRunId high = f.start(id);
        QVERIFY(f.ends(high));
        QCOMPARE(f.run(high).run.state, u"ended"_s);
        QCOMPARE(f.run(high).run.detail, u"stock is 8, not below 5"_s);
        QVERIFY(f.mailer.mails().empty());
        QCOMPARE(f.steps(high).size(), size_t(2));
        f.rows = {{u"Osaka"_s, qint64(3)}};
        const WorkflowRunId low = f.start(id);
        QVERIFY(f.ends(low));
        QCOMPARE(f.run(low).run.state, u"done"_s);
        QCOMPARE(f.mailer.mails().size(), size_t(1));
    }

    void whatChangedIsSeenFromRunToRun()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id = f.make({saved(u"stock"_s, f.platform.clock.now()),
                                      condition(u"stock"_s, {u"firstRow"_s, u"changed"_s, u"stock"_s, {}})});
        const auto stateOfNext = [&] {
            const WorkflowRunId run = f.start(id);
            return f.ends(run) ? f.run(run).run.state : QString();
        };
        QCOMPARE(stateOfNext(), u"ended"_s);
        QCOMPARE(stateOfNext(), u"ended"_s);
        f.rows = {{u"Osaka"_s, qint64(9)}};
        QCOMPARE(stateOfNext(), u"done"_s);
    }

    void timesThatWentByRunOnce()
    {
        Fixture f;
        api::ScheduleTimes daily;
        daily.kind = u"daily"_s;
        daily.at = u"08:00"_s;
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"schedule"_s, daily, {}, {}});
        f.jobs->start();
        QCOMPARE(f.runner->queueDue(), 0);
        f.platform.clock.advance(10 * 24h);
        QCOMPARE(f.runner->queueDue(), 1);
        QCOMPARE(f.runner->queueDue(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).lastState, std::optional(u"done"_s), patienceMs);
        QCOMPARE(f.runs(id).size(), size_t(1));
        QCOMPARE(f.runs(id)[0].run.startedBy, u"schedule"_s);
        QVERIFY(*f.read(id).nextAt > f.platform.clock.now());
    }

    void ofSeveralServersOneBeginsIt()
    {
        Fixture f;
        api::ScheduleTimes daily;
        daily.kind = u"daily"_s;
        daily.at = u"08:00"_s;
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"schedule"_s, daily, {}, {}});
        f.emitAnswered(1);
        JobService otherJobs(*f.platform.database, f.platform.clock);
        WorkflowRunner other(f.parts(otherJobs));
        f.platform.clock.advance(48h);
        std::latch together(2);
        std::atomic<int> queued = 0;
        const auto tryIt = [&](WorkflowRunner &runner) {
            together.arrive_and_wait();
            queued += runner.queueDue();
        };
        {
            const std::jthread first([&] { tryIt(*f.runner); });
            const std::jthread second([&] { tryIt(other); });
        }
        QCOMPARE(queued.load(), 1);
        QCOMPARE(f.runs(id).size(), size_t(1));
    }

    void anEventStartsWhatItsConditionLetsThrough()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id = f.make({tool(u"a"_s, u"{{event.rows}} rows"_s)},
                                     {u"event"_s,
                                      {},
                                      u"question.answered"_s,
                                      api::ScheduleCondition{u"firstRow"_s, u"above"_s, u"rows"_s, u"100"_s}});
        f.emitAnswered(7);
        QCOMPARE(f.runner->queueDue(), 0);
        f.emitAnswered(700);
        QCOMPARE(f.runner->queueDue(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).lastState, std::optional(u"done"_s), patienceMs);
        QCOMPARE(f.questions, QStringList{u"700 rows"_s});
        QCOMPARE(f.runs(id)[0].run.event, std::optional(u"question.answered"_s));
        f.platform.database->writeNow(
            [&](Transaction &transaction) { WorkflowStore(transaction, f.scope).pause(id, std::nullopt); });
        f.emitAnswered(700);
        QCOMPARE(f.runner->queueDue(), 0);
    }

    void whatHappensInAnotherWorkspaceStartsNothing()
    {
        Fixture f;
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"event"_s, {}, u"onboarding.finished"_s, {}});
        const auto finished = [&](WorkspaceId where) {
            f.platform.database->writeNow([&](Transaction &transaction) {
                emitWebhookEvent(transaction, f.scope, webhook_events::onboardingFinished,
                                 {{"workspaceId", where.toString().toStdString()}}, f.platform.clock.now());
            });
        };
        finished(f.people.workspace(f.scope, u"Care"_s));
        QVERIFY(f.runs(id).empty());
        finished(f.workspace);
        QCOMPARE(f.runs(id).size(), size_t(1));
    }

    void whatRunsDoStartsNoRun()
    {
        Fixture f;
        for (const QString &event : {u"workflow.delivered"_s, u"schedule.fired"_s, u"webhook.test"_s}) {
            QVERIFY(!workflow::startingEvents().contains(event));
            // Not even where somebody put it into the database.
            const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"event"_s, {}, u"question.failed"_s, {}});
            f.people.run(u"UPDATE workflows SET trigger_event = ? WHERE id = ?"_s, {event, stored(id)});
            f.platform.database->writeNow([&](Transaction &transaction) {
                emitWebhookEvent(transaction, f.scope, event.toLatin1().constData(), {}, f.platform.clock.now());
            });
            QVERIFY(f.runs(id).empty());
        }
    }

    void aLimitThatItsOwnQuestionsReachDoesNotStartItAgain()
    {
        Fixture f;
        const api::WorkflowTrigger onLimit{u"event"_s, {}, u"limit.reached"_s, {}};
        const WorkflowId first = f.make({tool(u"a"_s, u"q"_s)}, onLimit);
        const auto reach = [&f](int percent) {
            f.platform.database->writeNow([&](Transaction &transaction) {
                emitWebhookEvent(transaction, f.scope, webhook_events::limitReached,
                                 {{"name", "questions"}, {"percent", percent}, {"used", percent}, {"limit", 100}},
                                 f.platform.clock.now());
            });
        };
        reach(80);
        QCOMPARE(f.runs(first).size(), size_t(1));
        const WorkflowId second = f.make({tool(u"a"_s, u"q"_s)}, onLimit);
        bool once = true;
        f.during = [&] {
            if (std::exchange(once, false))
                reach(90);
        };
        f.runner->queueDue();
        f.jobs->start();
        QVERIFY(f.ends(f.runs(first).front().run.id));
        QCOMPARE(f.runs(first).size(), size_t(1));
        QCOMPARE(f.runs(second).size(), size_t(1)); // to another it is news
        reach(100);
        QCOMPARE(f.runs(first).size(), size_t(2));
    }

    void manyEventsStartNoMoreThanTheBound()
    {
        Fixture f;
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"event"_s, {}, u"question.answered"_s, {}});
        for (int i = 0; i < mostByEventInAnHour + 20; ++i) {
            f.platform.clock.advance(1ms);
            f.emitAnswered(1);
        }
        QCOMPARE(f.runs(id).size(), size_t(mostByEventInAnHour));
        QVERIFY(f.read(id).lastDetail->contains(u"within an hour"_s));
        f.platform.clock.advance(61min);
        f.emitAnswered(1);
        QCOMPARE(f.runs(id).size(), size_t(mostByEventInAnHour + 1));
    }

    void aRunGoesOnFromTheNextStepAndSendsNothingTwice()
    {
        Fixture f;
        f.people.member(f.scope, u"second@example.org"_s);
        const WorkflowId id =
            f.make({saved(u"stock"_s, f.platform.clock.now()),
                    delivery(u"stock"_s, {{u"owner@example.org"_s, u"second@example.org"_s}, true, u"csv"_s})});
        const WorkflowRunId run = f.start(id);
        // As a server leaves it that dies after the first step and the first mail of the second.
        f.platform.database->writeNow([&](Transaction &transaction) {
            WorkflowStore store(transaction, f.scope);
            store.startRun(run, f.platform.clock.now());
            api::WorkflowStepRun step;
            step.key = u"stock"_s;
            step.kind = u"savedQuestion"_s;
            step.text = u"kept"_s;
            step.columns = {{u"city"_s, u"text"_s}};
            step.rows = {boost::json::array{"Kobe"}};
            store.startStep(run, 0, step, f.platform.clock.now());
            step.state = u"done"_s;
            store.endStep(run, 0, step);
            store.startStep(run, 1, api::WorkflowStepRun(), f.platform.clock.now());
            store.claimMail(run, 1, u"owner@example.org"_s);
        });
        f.jobs->start();
        QVERIFY(f.ends(run));
        QCOMPARE(f.run(run).run.state, u"done"_s);
        QCOMPARE(f.asked.load(), 0); // the first step was done
        QCOMPARE(f.mailer.mails().size(), size_t(1));
        QCOMPARE(f.mailer.mails()[0].to, u"second@example.org"_s);
        QVERIFY(f.mailer.mails()[0].text.contains(u"Kobe"_s));
        QVERIFY(f.steps(run).at(1).text.contains(u"may not have gone out"_s));
    }

    void webhookAndFileAreStoredWithTheEndOfTheStep()
    {
        Fixture f;
        api::Webhook hook;
        hook.id = makeId<WebhookId>(f.platform.clock.now());
        hook.url = u"https://example.org/hook"_s;
        hook.events = {u"workflow.delivered"_s};
        hook.active = true;
        f.platform.database->writeNow(
            [&](Transaction &transaction) { WebhookStore(transaction, f.scope).insert(hook, "sealed"); });
        f.jobs->start();
        const WorkflowId id =
            f.make({saved(u"stock"_s, f.platform.clock.now()), delivery(u"stock"_s, {{}, true, u"xlsx"_s})});
        const WorkflowRunId run = f.start(id);
        QVERIFY(f.ends(run));
        const auto sent = f.platform.database->readNow([&](Transaction &transaction) {
            return WebhookStore(transaction, f.scope).deliveries(hook.id, u"~"_s, 10);
        });
        QCOMPARE(sent.size(), size_t(1));
        QVERIFY(sent[0].body.contains(run.toString()));
        QVERIFY(!sent[0].body.contains(u"Osaka"_s)); // ids and figures alone
        QVERIFY(f.runs(id).size() == 1);             // and it started nothing
    }

    void aRunIsCancelledBetweenItsSteps()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id = f.make({saved(u"stock"_s, f.platform.clock.now()),
                                      delivery(u"stock"_s, {{u"owner@example.org"_s}, true, u"csv"_s})});
        std::latch begun(1);
        std::latch goOn(1);
        f.during = [&] {
            begun.count_down();
            goOn.wait();
        };
        const WorkflowRunId run = f.start(id);
        begun.wait();
        QVERIFY(f.runner->cancel(f.scope, f.run(run)));
        QVERIFY(!f.runner->cancel(f.scope, f.run(run)));
        goOn.count_down();
        f.jobs->stop();
        f.jobs.reset();
        QCOMPARE(f.run(run).run.state, u"cancelled"_s);
        QVERIFY(f.mailer.mails().empty());
        QVERIFY(f.steps(run).at(0).state != u"done"_s);
    }

    void rightsThatAreGonePauseIt()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)}, {u"event"_s, {}, u"question.answered"_s, {}});
        f.people.leave(f.scope, f.owner);
        f.emitAnswered(1);
        QCOMPARE(f.runner->queueDue(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).state, u"paused"_s, patienceMs);
        QVERIFY2(f.read(id).pausedBecause->contains(u"has left"_s), qPrintable(*f.read(id).pausedBecause));
        QCOMPARE(f.asked.load(), 0);
        QVERIFY(f.mailer.mails().empty()); // they are no member any more
        f.emitAnswered(1);
        QCOMPARE(f.runner->queueDue(), 0);
    }

    void whatIsGonePausesItAndTellsItsOwner()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id =
            f.make({saved(u"stock"_s, f.platform.clock.now())}, {u"event"_s, {}, u"question.answered"_s, {}});
        f.problem = Problem::of(ProblemCode::NotFound);
        f.emitAnswered(1);
        f.runner->queueDue();
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).state, u"paused"_s, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(f.mailer.mails().size(), size_t(1), patienceMs);
        QCOMPARE(f.mailer.mails()[0].to, u"owner@example.org"_s);
        QVERIFY(f.mailer.mails()[0].text.contains(u"Step 1, stock"_s));
    }

    void whatFailsAgainAndAgainIsPaused()
    {
        Fixture f;
        f.jobs->start();
        const WorkflowId id =
            f.make({saved(u"stock"_s, f.platform.clock.now())}, {u"event"_s, {}, u"question.answered"_s, {}});
        f.problem = Problem::of(ProblemCode::CannotConnect, u"The database does not answer."_s);
        for (int i = 1; i <= WorkflowRunner::failuresUntilPause; ++i) {
            QCOMPARE(f.read(id).state, u"active"_s);
            f.platform.clock.advance(1min);
            f.emitAnswered(1);
            f.runner->queueDue();
            QTRY_COMPARE_WITH_TIMEOUT(f.read(id).failures, qint64(i), patienceMs);
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.read(id).state, u"paused"_s, patienceMs);
        QVERIFY(f.read(id).pausedBecause->contains(u"5 times"_s));
    }

    void aRunEndsWhenItsTimeIsUp()
    {
        Fixture f;
        f.jobs->start();
        f.during = [&] { f.platform.clock.advance(20min); };
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s), tool(u"b"_s, u"q"_s)});
        const WorkflowRunId run = f.start(id);
        QVERIFY(f.ends(run));
        QCOMPARE(f.run(run).run.state, u"failed"_s);
        QVERIFY(f.run(run).run.detail.contains(u"15 minutes"_s));
        QCOMPARE(f.asked.load(), 1);
    }

    void aStepThatIsTriedStoresAndSendsNothing()
    {
        Fixture f;
        StepSetting setting;
        setting.workflowName = u"Refunds"_s;
        setting.given[u"input.month"_s] = u"June"_s;
        setting.given[u"steps.policy.text"_s] = u"30 days"_s;
        const auto asked =
            f.runner->tryStep(tool(u"more"_s, u"{{steps.policy.text}} in {{input.month}}"_s), setting, u"UTC"_s);
        QCOMPARE(asked.state, u"done"_s);
        QCOMPARE(asked.input, u"30 days in June"_s);
        const auto sent = f.runner->tryStep(
            delivery({}, {{u"owner@example.org"_s}, true, {}}, u"{{steps.policy.text}}"_s), setting, u"UTC"_s);
        QCOMPARE(sent.state, u"done"_s);
        QVERIFY(sent.text.contains(u"Refunds of June"_s) && sent.text.contains(u"30 days"_s));
        QVERIFY(f.mailer.mails().empty());
        const auto missing = f.runner->tryStep(tool(u"more"_s, u"{{steps.other.text}}"_s), setting, u"UTC"_s);
        QCOMPARE(missing.state, u"failed"_s);
        QVERIFY(missing.problem->contains(u"steps.other.text"_s));
    }

    void fewRunsAreKept()
    {
        Fixture f;
        const WorkflowId id = f.make({tool(u"a"_s, u"q"_s)});
        for (int i = 0; i < WorkflowRunner::runsKept + 5; ++i) {
            f.platform.clock.advance(1ms);
            const WorkflowRunId run = f.start(id);
            f.platform.database->writeNow([&](Transaction &transaction) {
                WorkflowStore store(transaction, f.scope);
                store.finishRun(run, u"done"_s, {}, f.platform.clock.now());
                store.dropRuns(id, WorkflowRunner::runsKept);
            });
        }
        QCOMPARE(f.runs(id).size(), size_t(WorkflowRunner::runsKept));
    }
};

static const bool registered = tabletalk::test::add<TestWorkflows>();
#include "tst_Workflows.moc"
