// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflows/Definition.h"

#include "core/workflows/Template.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::workflow {

namespace {

using Mistakes = std::vector<FieldError>;
constexpr size_t mostMistakes = 20;
constexpr size_t mostAddresses = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("Workflows", text);
}

void complain(Mistakes &mistakes, const QString &path, const QString &message)
{
    if (mistakes.size() < mostMistakes)
        mistakes.push_back({path, message});
}

struct KnownEvent
{
    const char *name;
    QStringList fields;
};

const std::vector<KnownEvent> &knownEvents()
{
    static const std::vector<KnownEvent> events{
        {"document.completed", {u"documentId"_s, u"workspaceId"_s, u"passages"_s}},
        {"question.answered", {u"messageId"_s, u"userId"_s, u"rows"_s, u"ms"_s, u"tokens"_s}},
        {"question.failed", {u"messageId"_s, u"userId"_s, u"rows"_s, u"ms"_s, u"tokens"_s}},
        {"limit.reached", {u"name"_s, u"percent"_s, u"used"_s, u"limit"_s}},
        {"onboarding.finished", {u"databaseId"_s, u"workspaceId"_s, u"name"_s, u"tables"_s}},
        {"member.joined", {u"userId"_s, u"role"_s}},
    };
    return events;
}

/// Checks one text with references; what it may refer to is what stands before it.
class ReferenceCheck
{
public:
    explicit ReferenceCheck(const Definition &definition)
        : m_definition(definition)
        , m_eventFields(eventFields(definition.trigger.event.value_or(QString())))
    {}

    void check(Mistakes &mistakes, const QString &text, size_t before, const QString &path) const
    {
        const auto parsed = Template::parse(text);
        if (!parsed)
            return complain(mistakes, path, parsed.error().errors.front().message);
        for (const Reference &reference : parsed->references()) {
            if (const QString wrong = whyNot(reference, before); !wrong.isEmpty())
                complain(mistakes, path, u"{{"_s + reference.name() + u"}}: "_s + wrong);
        }
    }

    /// Empty: there is such a step before, and it gives a result.
    QString whyNoResult(const QString &key, size_t before) const
    {
        const auto &steps = m_definition.steps;
        for (size_t i = 0; i < steps.size(); ++i) {
            if (steps[i].key != key)
                continue;
            if (i >= before)
                return tr("the step \"%1\" does not come before this one").arg(key);
            return givesResult(steps[i].kind) ? QString() : tr("the step \"%1\" gives no result").arg(key);
        }
        return tr("there is no step \"%1\" before this one").arg(key);
    }

private:
    QString whyNot(const Reference &reference, size_t before) const
    {
        switch (reference.of) {
        case Reference::Of::Input: {
            const bool known = std::ranges::any_of(
                m_definition.inputs, [&](const api::WorkflowInput &input) { return input.name == reference.field; });
            return known ? QString() : tr("there is no input \"%1\"").arg(reference.field);
        }
        case Reference::Of::Event:
            if (m_definition.trigger.kind != u"event")
                return tr("no event starts this workflow");
            return m_eventFields.contains(reference.field) ? QString()
                                                           : tr("the event tells %1").arg(m_eventFields.join(u", "_s));
        case Reference::Of::Step:
            return whyNoResult(reference.key, before);
        case Reference::Of::Run:
            break;
        }
        return {};
    }

    const Definition &m_definition;
    QStringList m_eventFields;
};

bool isBlank(const std::optional<QString> &text)
{
    return !text || text->trimmed().isEmpty();
}

void checkLength(Mistakes &mistakes, const std::optional<QString> &text, qsizetype most, const QString &path)
{
    if (text && text->size() > most)
        complain(mistakes, path, tr("may have %1 characters").arg(most));
}

void checkInputs(Mistakes &mistakes, const std::vector<api::WorkflowInput> &inputs)
{
    if (inputs.size() > mostInputs)
        complain(mistakes, u"params.inputs"_s, tr("a workflow may have %1 inputs").arg(mostInputs));
    QStringList names;
    for (size_t i = 0; i < std::min(inputs.size(), mostInputs); ++i) {
        const QString path = u"params.inputs[%1]"_s.arg(i);
        const api::WorkflowInput &input = inputs[i];
        if (!isName(input.name))
            complain(mistakes, path + u".name"_s, tr("expected letters, digits and _, beginning with a letter"));
        else if (names.contains(input.name))
            complain(mistakes, path + u".name"_s, tr("another input has that name"));
        names << input.name;
        checkLength(mistakes, input.label, longestName, path + u".label"_s);
        checkLength(mistakes, input.value, longestValue, path + u".value"_s);
    }
}

void checkSql(Mistakes &mistakes, const api::WorkflowStep &step, const QString &path)
{
    if (idIn<ConnectionId>(step.databaseId).isNull())
        complain(mistakes, path + u".databaseId"_s, tr("choose a database"));
    const bool hasStatement = !isBlank(step.sql);
    if (hasStatement == !isBlank(step.question))
        complain(mistakes, path + u".question"_s, tr("give a question, or a statement"));
    if (hasStatement && step.sql->contains(u"{{"_s))
        complain(mistakes, path + u".sql"_s,
                 tr("a statement is fixed: references are for questions, where they are data"));
    checkLength(mistakes, step.sql, longestStatement, path + u".sql"_s);
}

void checkDelivery(Mistakes &mistakes, const api::WorkflowStep &step, const QString &path)
{
    if (!step.delivery) {
        complain(mistakes, path + u".delivery"_s, tr("choose a mail, a webhook or a file"));
        return;
    }
    const api::ScheduleDelivery &delivery = *step.delivery;
    if (delivery.mail.empty() && !delivery.webhook && !delivery.file)
        complain(mistakes, path + u".delivery"_s, tr("choose a mail, a webhook or a file"));
    if (delivery.mail.size() > mostAddresses)
        complain(mistakes, path + u".delivery.mail"_s, tr("may have %1 addresses").arg(mostAddresses));
    if (delivery.file && *delivery.file != u"csv" && *delivery.file != u"xlsx")
        complain(mistakes, path + u".delivery.file"_s, tr("expected csv or xlsx"));
    if (delivery.file && isBlank(step.of))
        complain(mistakes, path + u".of"_s, tr("choose the step whose rows the file holds"));
    if (isBlank(step.of) && isBlank(step.text) && !delivery.mail.empty())
        complain(mistakes, path + u".text"_s, tr("write a text, or choose a step"));
    checkLength(mistakes, step.subject, longestName, path + u".subject"_s);
    checkLength(mistakes, step.text, longestText, path + u".text"_s);
}

void checkStep(Mistakes &mistakes, const api::WorkflowStep &step, const QString &path)
{
    if (!isName(step.key))
        complain(mistakes, path + u".key"_s, tr("expected letters, digits and _, beginning with a letter"));
    checkLength(mistakes, step.name, longestName, path + u".name"_s);
    checkLength(mistakes, step.question, longestQuestion, path + u".question"_s);
    if (!stepKinds().contains(step.kind))
        complain(mistakes, path + u".kind"_s, tr("expected one of %1").arg(stepKinds().join(u", "_s)));
    else if (step.kind == u"sql")
        checkSql(mistakes, step, path);
    else if (step.kind == u"savedQuestion" && idIn<SavedQuestionId>(step.savedQuestionId).isNull())
        complain(mistakes, path + u".savedQuestionId"_s, tr("choose a saved question"));
    else if (step.kind == u"agent" && idIn<AgentId>(step.agentId).isNull())
        complain(mistakes, path + u".agentId"_s, tr("choose an agent"));
    else if (step.kind == u"condition" && !step.condition)
        complain(mistakes, path + u".condition"_s, tr("say what must be so"));
    else if (step.kind == u"delivery")
        checkDelivery(mistakes, step, path);
    const bool asks = isTool(step.kind) || step.kind == u"agent";
    if (asks && step.kind != u"sql" && isBlank(step.question))
        complain(mistakes, path + u".question"_s, tr("write what is asked"));
}

void checkSteps(Mistakes &mistakes, const Definition &definition)
{
    const auto &steps = definition.steps;
    if (steps.empty() || steps.size() > mostSteps)
        complain(mistakes, u"params.steps"_s, tr("a workflow has 1 to %1 steps").arg(mostSteps));
    const ReferenceCheck references(definition);
    QStringList keys;
    for (size_t i = 0; i < std::min(steps.size(), mostSteps); ++i) {
        const QString path = u"params.steps[%1]"_s.arg(i);
        const api::WorkflowStep &step = steps[i];
        checkStep(mistakes, step, path);
        if (keys.contains(step.key))
            complain(mistakes, path + u".key"_s, tr("another step has that name"));
        keys << step.key;
        for (const auto &[member, text] : templatesOf(step))
            references.check(mistakes, text, i, path + u'.' + member);
        const bool needsResult = step.kind == u"condition" || !isBlank(step.of);
        if (needsResult && (step.kind == u"condition" || step.kind == u"delivery")) {
            const QString wrong =
                isBlank(step.of) ? tr("choose the step that is looked at") : references.whyNoResult(*step.of, i);
            if (!wrong.isEmpty())
                complain(mistakes, path + u".of"_s, wrong);
        }
    }
}

void checkTrigger(Mistakes &mistakes, const Definition &definition)
{
    const api::WorkflowTrigger &trigger = definition.trigger;
    if (trigger.kind == u"schedule") {
        if (!trigger.times)
            complain(mistakes, u"params.trigger.times"_s, tr("say when it runs"));
    } else if (trigger.kind == u"event") {
        if (!startingEvents().contains(trigger.event.value_or(QString())))
            complain(mistakes, u"params.trigger.event"_s, tr("expected one of %1").arg(startingEvents().join(u", "_s)));
        const auto &condition = trigger.condition;
        if (condition && condition->on != u"always" && condition->on != u"firstRow")
            complain(mistakes, u"params.trigger.condition.on"_s, tr("expected always or firstRow"));
        if (condition && condition->on == u"firstRow"
            && !eventFields(trigger.event.value_or(QString())).contains(condition->column.value_or(QString())))
            complain(mistakes, u"params.trigger.condition.column"_s,
                     tr("the event tells %1").arg(eventFields(trigger.event.value_or(QString())).join(u", "_s)));
    } else if (trigger.kind != u"hand") {
        complain(mistakes, u"params.trigger.kind"_s, tr("expected hand, schedule or event"));
    }
    if (trigger.kind == u"hand")
        return;
    for (size_t i = 0; i < std::min(definition.inputs.size(), mostInputs); ++i) {
        if (definition.inputs[i].required)
            complain(mistakes, u"params.inputs[%1].required"_s.arg(i),
                     tr("nobody is there to say it when the workflow starts by itself: give it a value"));
    }
}

} // namespace

const QStringList &stepKinds()
{
    static const QStringList kinds{u"sql"_s,           u"savedQuestion"_s, u"documents"_s,
                                   u"hybrid_search"_s, u"vector_search"_s, u"graph_search"_s,
                                   u"agent"_s,         u"condition"_s,     u"delivery"_s};
    return kinds;
}

bool isTool(const QString &kind)
{
    static const QStringList tools{u"sql"_s, u"documents"_s, u"hybrid_search"_s, u"vector_search"_s, u"graph_search"_s};
    return tools.contains(kind);
}

bool givesResult(const QString &kind)
{
    return isTool(kind) || kind == u"savedQuestion" || kind == u"agent";
}

std::vector<std::pair<QString, QString>> templatesOf(const api::WorkflowStep &step)
{
    std::vector<std::pair<QString, QString>> texts;
    const auto add = [&](const QString &member, const std::optional<QString> &text) {
        if (text)
            texts.emplace_back(member, *text);
    };
    if (isTool(step.kind) || step.kind == u"agent")
        add(u"question"_s, step.question);
    if (step.kind == u"delivery") {
        add(u"subject"_s, step.subject);
        add(u"text"_s, step.text);
    }
    if (step.kind == u"condition" && step.condition)
        add(u"condition.value"_s, step.condition->value);
    return texts;
}

std::vector<FieldError> mistakesIn(const Definition &definition)
{
    Mistakes mistakes;
    checkInputs(mistakes, definition.inputs);
    checkTrigger(mistakes, definition);
    checkSteps(mistakes, definition);
    return mistakes;
}

Result<void> check(const Definition &definition)
{
    Mistakes mistakes = mistakesIn(definition);
    if (mistakes.empty())
        return {};
    Problem problem = Problem::invalid(mistakes.front().path, mistakes.front().message);
    problem.errors = std::move(mistakes);
    return std::unexpected(std::move(problem));
}

Result<std::vector<api::WorkflowValue>> valuesFor(const std::vector<api::WorkflowInput> &inputs,
                                                  const std::vector<api::WorkflowValue> &given)
{
    const auto wrong = [](const QString &name, const QString &message) {
        return std::unexpected(Problem::invalid(u"params.inputs."_s + name, message));
    };
    for (const api::WorkflowValue &value : given) {
        if (std::ranges::find(inputs, value.name, &api::WorkflowInput::name) == inputs.end())
            return wrong(value.name.left(longestName), tr("the workflow has no such input"));
    }
    std::vector<api::WorkflowValue> values;
    for (const api::WorkflowInput &input : inputs) {
        const auto said = std::ranges::find(given, input.name, &api::WorkflowValue::name);
        const bool isSaid = said != given.end() && !said->value.trimmed().isEmpty();
        if (!isSaid && input.required)
            return wrong(input.name, tr("say a value"));
        const QString value = isSaid ? said->value : input.value.value_or(QString(u""_s));
        if (value.size() > longestValue)
            return wrong(input.name, tr("may have %1 characters").arg(longestValue));
        values.push_back({input.name, value});
    }
    return values;
}

QStringList eventFields(const QString &event)
{
    for (const KnownEvent &known : knownEvents()) {
        if (event == QLatin1StringView(known.name))
            return known.fields;
    }
    return {};
}

const QStringList &startingEvents()
{
    static const QStringList names = [] {
        QStringList list;
        for (const KnownEvent &known : knownEvents())
            list << QString::fromLatin1(known.name);
        return list;
    }();
    return names;
}

} // namespace tabletalk::workflow
