// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "core/workflows/Definition.h"
#include "core/workflows/StepResult.h"
#include "core/workflows/Template.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::workflow;
using namespace Qt::StringLiterals;

namespace {

api::WorkflowStep asking(const QString &key, const QString &question)
{
    api::WorkflowStep step;
    step.key = key;
    step.kind = u"documents"_s;
    step.question = question;
    return step;
}

Definition with(std::vector<api::WorkflowStep> steps)
{
    Definition definition;
    definition.inputs = {{u"month"_s, {}, false, u"May"_s}};
    definition.steps = std::move(steps);
    definition.trigger.kind = u"hand"_s;
    return definition;
}

/// "path: message" of the first mistake.
QString mistake(const Definition &definition)
{
    const auto mistakes = mistakesIn(definition);
    return mistakes.empty() ? QString() : QString(mistakes.front().path + u": "_s + mistakes.front().message);
}

QString filled(const QString &text, const QString &value, const FillRules &rules = {})
{
    return orThrow(Template::parse(text)).fill([&](const Reference &) { return value; }, rules);
}

} // namespace

/// References between steps, and what a workflow may be.
class TestWorkflowTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void referencesAreRead()
    {
        const auto parsed =
            orThrow(Template::parse(u"In {{ input.month }}: {{steps.refunds.text}} ({{event.rows}}, {{run.date}})"_s));
        const std::vector<Reference> expected{{Reference::Of::Input, {}, u"month"_s},
                                              {Reference::Of::Step, u"refunds"_s, u"text"_s},
                                              {Reference::Of::Event, {}, u"rows"_s},
                                              {Reference::Of::Run, {}, u"date"_s}};
        QCOMPARE(parsed.references(), expected);
        QCOMPARE(parsed.references()[1].name(), u"steps.refunds.text"_s);
    }

    void whatIsNoReferenceIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::addRow("open") << u"Say {{input.month"_s << u"has no"_s;
        QTest::addRow("words") << u"{{the month}}"_s << u"{{the month}} is no reference"_s;
        QTest::addRow("field") << u"{{steps.refunds.sql}}"_s << u"text, rows, value or table"_s;
        QTest::addRow("code") << u"{{steps.a.text; DROP TABLE x}}"_s << u"is no reference"_s;
        QTest::addRow("nested") << u"{{steps.{{input.a}}.text}}"_s << u"is no reference"_s;
        QTest::addRow("run") << u"{{run.secret}}"_s << u"{{run.date}} alone"_s;
        QTest::addRow("many") << QString(u"{{input.a}}"_s.repeated(51)) << u"50 references"_s;
    }

    void whatIsNoReferenceIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto parsed = Template::parse(text);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().errors.front().message.contains(said),
                 qPrintable(parsed.error().errors.front().message));
    }

    void aValueIsDataWhateverStandsInIt()
    {
        QCOMPARE(filled(u"[{{input.a}}]"_s, u"{{steps.secret.text}}"_s), u"[{{steps.secret.text}}]"_s);
        QCOMPARE(filled(u"{{input.a}}{{input.b}}"_s, u"}}{{input.a"_s), u"}}{{input.a}}{{input.a"_s);
        QCOMPARE(filled(u"{{input.a}}"_s, u"x\nDROP TABLE y"_s, {.onOneLine = true}), u"x DROP TABLE y"_s);
    }

    void fillingIsBounded()
    {
        const FillRules rules{.longestValue = 10, .longest = 25, .onOneLine = false};
        QCOMPARE(filled(u"{{input.a}}{{input.b}}{{input.c}}"_s, QString(1'000, u'x'), rules), QString(25, u'x'));
    }

    void aStepRefersToStepsBeforeIt()
    {
        QCOMPARE(mistake(with({asking(u"a"_s, u"q {{input.month}}"_s), asking(u"b"_s, u"{{steps.a.text}}"_s)})),
                 QString());
        QCOMPARE(mistake(with({asking(u"a"_s, u"{{steps.b.text}}"_s), asking(u"b"_s, u"q"_s)})),
                 u"params.steps[0].question: {{steps.b.text}}: the step \"b\" does not come before this one"_s);
        QCOMPARE(mistake(with({asking(u"a"_s, u"{{steps.a.text}}"_s)})),
                 u"params.steps[0].question: {{steps.a.text}}: the step \"a\" does not come before this one"_s);
        QCOMPARE(mistake(with({asking(u"a"_s, u"{{steps.c.text}}"_s)})),
                 u"params.steps[0].question: {{steps.c.text}}: there is no step \"c\" before this one"_s);
        QCOMPARE(mistake(with({asking(u"a"_s, u"{{input.year}}"_s)})),
                 u"params.steps[0].question: {{input.year}}: there is no input \"year\""_s);
        QCOMPARE(mistake(with({asking(u"a"_s, u"{{event.rows}}"_s)})),
                 u"params.steps[0].question: {{event.rows}}: no event starts this workflow"_s);
    }

    void aStatementTakesNoReference()
    {
        api::WorkflowStep step;
        step.key = u"sales"_s;
        step.kind = u"sql"_s;
        step.databaseId = makeId<ConnectionId>(Instant{1}).toString();
        step.sql = u"SELECT * FROM t WHERE month = '{{input.month}}'"_s;
        QVERIFY(mistake(with({step})).startsWith(u"params.steps[0].sql: a statement is fixed"_s));
        step.sql = u"SELECT 1"_s;
        QCOMPARE(mistake(with({step})), QString());
        step.question = u"How much?"_s;
        QVERIFY(mistake(with({step})).contains(u"a question, or a statement"_s));
    }

    void stepsAreBoundedAndNamed()
    {
        QVERIFY(mistake(with({})).contains(u"1 to 20 steps"_s));
        std::vector<api::WorkflowStep> many;
        for (int i = 0; i < 21; ++i)
            many.push_back(asking(u"s%1"_s.arg(i), u"q"_s));
        QVERIFY(mistake(with(many)).contains(u"1 to 20 steps"_s));
        many.pop_back();
        QCOMPARE(mistake(with(many)), QString());
        QVERIFY(mistake(with({asking(u"a b"_s, u"q"_s)})).startsWith(u"params.steps[0].key"_s));
        QVERIFY(mistake(with({asking(u"a"_s, u"q"_s), asking(u"a"_s, u"q"_s)})).contains(u"another step"_s));
        QVERIFY(mistake(with({asking(u"a"_s, QString(2'001, u'x'))})).contains(u"2000 characters"_s));
        Definition unknown = with({asking(u"a"_s, u"q"_s)});
        unknown.steps[0].kind = u"shell"_s;
        QVERIFY(mistake(unknown).startsWith(u"params.steps[0].kind: expected one of"_s));
    }

    void deliveriesAndConditionsSayWhatTheyAreAbout()
    {
        api::WorkflowStep delivery;
        delivery.key = u"send"_s;
        delivery.kind = u"delivery"_s;
        QVERIFY(mistake(with({delivery})).contains(u"a mail, a webhook or a file"_s));
        delivery.delivery = api::ScheduleDelivery{{}, false, u"csv"_s};
        QVERIFY(mistake(with({delivery})).startsWith(u"params.steps[0].of"_s));
        delivery.of = u"a"_s;
        QCOMPARE(mistake(with({asking(u"a"_s, u"q"_s), delivery})), QString());
        api::WorkflowStep condition;
        condition.key = u"enough"_s;
        condition.kind = u"condition"_s;
        condition.condition = api::ScheduleCondition{u"rows"_s, {}, {}, {}};
        QVERIFY(mistake(with({condition})).startsWith(u"params.steps[0].of"_s));
        condition.of = u"send"_s; // gives no result
        QVERIFY(mistake(with({asking(u"a"_s, u"q"_s), delivery, condition})).contains(u"gives no result"_s));
    }

    void whatStartsByItselfAsksNobody()
    {
        Definition definition = with({asking(u"a"_s, u"{{input.month}}"_s)});
        definition.inputs[0].required = true;
        QCOMPARE(mistake(definition), QString());
        definition.trigger.kind = u"event"_s;
        definition.trigger.event = u"question.answered"_s;
        QVERIFY(mistake(definition).startsWith(u"params.inputs[0].required"_s));
        definition.inputs[0].required = false;
        QCOMPARE(mistake(definition), QString());
        definition.trigger.event = u"workflow.delivered"_s; // of runs: starts none
        QVERIFY(mistake(definition).startsWith(u"params.trigger.event"_s));
        definition.trigger.event = u"schedule.fired"_s;
        QVERIFY(mistake(definition).startsWith(u"params.trigger.event"_s));
    }

    void inputsHaveValues()
    {
        const std::vector<api::WorkflowInput> inputs{{u"month"_s, {}, true, {}}, {u"city"_s, {}, false, u"Osaka"_s}};
        const auto values = valuesFor(inputs, {{u"month"_s, u"May"_s}});
        QCOMPARE(values->at(0).value, u"May"_s);
        QCOMPARE(values->at(1).value, u"Osaka"_s);
        QCOMPARE(valuesFor(inputs, {}).error().errors.front().path, u"params.inputs.month"_s);
        QVERIFY(!valuesFor(inputs, {{u"month"_s, u"May"_s}, {u"day"_s, u"1"_s}}));
        QVERIFY(!valuesFor(inputs, {{u"month"_s, QString(2'001, u'x')}}));
    }

    void aResultIsKeptWithinBoundsAndReadBack()
    {
        StepResult result;
        result.text = u"Two cities."_s;
        result.columns = {{u"city"_s, ColumnType::Text}, {u"revenue"_s, ColumnType::Decimal}};
        result.rows = {{u"Osaka"_s, Decimal{u"12345678901234567890.12"_s}}, {u"{{input.a}}"_s, {}}};
        api::WorkflowStepRun kept;
        put(result, kept);
        const StepResult back = resultIn(kept);
        QCOMPARE(back.rows, result.rows);
        QCOMPARE(fieldOf(back, u"value"_s), u"Osaka"_s);
        QCOMPARE(fieldOf(back, u"rows"_s), u"2"_s);
        QVERIFY(fieldOf(back, u"table"_s).contains(u"Osaka"_s));
        QVERIFY(!kept.truncated);
        result.rows.assign(1'001, {u"x"_s, qint64(1)});
        put(result, kept);
        QCOMPARE(kept.rows.size(), mostRowsKept);
        QVERIFY(kept.truncated);
        result.rows.assign(100, {QString(10'000, u'x'), qint64(1)});
        put(result, kept);
        QVERIFY(kept.truncated && kept.rows.size() < 30);
    }
};

static const bool registered = tabletalk::test::add<TestWorkflowTemplates>();
#include "tst_WorkflowTemplates.moc"
