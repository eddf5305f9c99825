// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/agents/ModelLoop.h"

#include "core/agents/AgentPrompt.h"
#include "core/agents/CitedText.h"
#include "core/api/Codec.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/model/Prices.h"

#include <boost/json/serialize.hpp>

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype mostOfOneTool = 8'000; ///< characters that a model gets of one result
constexpr qsizetype mostOfATurn = 2'000;
constexpr size_t mostTurns = 4;
constexpr int answerTokens = 1'500;
constexpr std::chrono::milliseconds pieceEvery{150};
constexpr qsizetype longestAnswer = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Agents", text);
}

model::Tool toolOf(const AgentTool &tool)
{
    const std::string schema = boost::json::serialize(tool.argumentSchema());
    return {tool.name(), tool.description(), QJsonDocument::fromJson(QByteArray::fromStdString(schema)).object()};
}

/// Word for word what goes out, for whoever wants to see it.
QString textOf(const model::ChatRequest &request)
{
    static constexpr QStringView roles[] = {u"system", u"user", u"assistant", u"tool"};
    QString text;
    for (const model::Message &message : request.messages) {
        text += u'[' + roles[size_t(message.role)] + u"]\n" + message.text + u'\n';
        for (const model::ToolCall &call : message.calls)
            text += call.name + u' ' + call.arguments + u'\n';
        text += u'\n';
    }
    return text.trimmed();
}

std::vector<model::Message> opening(const AgentTask &task, Instant now)
{
    std::vector<model::Message> messages;
    model::Message system;
    system.role = model::Role::System;
    system.text = agents::systemPrompt(task.agent, task.question, now);
    messages.push_back(std::move(system));
    const size_t skipped = task.history.size() > mostTurns ? task.history.size() - mostTurns : 0;
    for (size_t i = skipped; i < task.history.size(); ++i) {
        model::Message asked;
        asked.text = task.history[i].question.left(mostOfATurn);
        messages.push_back(std::move(asked));
        model::Message answered;
        answered.role = model::Role::Assistant;
        answered.text = task.history[i].answer.left(mostOfATurn);
        messages.push_back(std::move(answered));
    }
    model::Message question;
    question.text = task.question;
    if (!task.memory.isEmpty())
        question.text +=
            u"\n\nWhat people here asked to be kept in mind:\n"_s + agents::dataBlock(task.memory, mostOfOneTool);
    messages.push_back(std::move(question));
    return messages;
}

/// The text as it comes, in pieces of some size.
class Pieces
{
public:
    Pieces(AgentWatcher &watcher, const Clock &clock)
        : m_watcher(watcher)
        , m_clock(clock)
        , m_told(clock.now())
    {}

    void wrote(const QString &text)
    {
        m_waiting += text;
        if (m_clock.now() - m_told >= pieceEvery && m_sent < longestAnswer)
            flush();
    }
    void flush()
    {
        if (m_waiting.isEmpty())
            return;
        m_told = m_clock.now();
        m_sent += m_waiting.size();
        m_watcher.told("piece", api::toJson(api::TextEvent{m_waiting}));
        m_waiting.clear();
    }

private:
    AgentWatcher &m_watcher;
    const Clock &m_clock;
    Instant m_told;
    QString m_waiting;
    qsizetype m_sent = 0;
};

} // namespace

Awaitable<Result<model::Completion>> ModelLoop::ask(const ModelTarget &target, model::ChatRequest request)
{
    ModelCall call;
    call.at = m_clock.now();
    call.id = makeId<MessageId>(call.at).toString();
    call.message = m_task.message;
    call.user = m_task.call.caller.user;
    call.host = target.endpoint.base.host();
    call.model = target.model;
    const QString sent = textOf(request);
    const qint64 most = model::estimatedTokens(request) + request.mostTokens;
    Result<ModelService::Reserved> reserved = co_await m_models.reserve(m_task.call.scope, target, most);
    if (!reserved)
        co_return std::unexpected(std::move(reserved).error());
    Pieces pieces(m_watcher, m_clock);
    std::function<void(const QString &)> onText = [&pieces](const QString &text) { pieces.wrote(text); };
    Result<ModelAnswer> answer =
        co_await m_models.caller().ask(target, std::move(request), m_task.stop, std::move(onText));
    Result<model::Completion> completion = std::unexpected(Problem());
    if (answer) {
        if (answer->completion.calls.empty())
            pieces.flush();
        call.address = answer->address;
        call.bytesSent = answer->bytesSent;
        call.bytesReceived = answer->bytesReceived;
        call.tokens = answer->completion.tokens;
        const bool own = isPrivateAddress(QHostAddress(answer->address));
        call.costMicros = own ? std::optional<qint64>(0) : model::costMicros(call.model, call.tokens);
        m_tokens += call.tokens.input + call.tokens.output;
        completion = std::move(answer->completion);
    } else {
        completion = std::unexpected(std::move(answer).error());
    }
    call.outcome = completion ? u"answered"_s : completion.error().codeName();
    co_await m_models.keep(m_task.call.scope, std::move(call), sent, *reserved);
    co_return completion;
}

/// What the model is told of a tool it asked for: what was found, between marks, or why nothing was.
Awaitable<QString> ModelLoop::runTool(const model::ToolCall &call)
{
    if (++m_calls > m_bounds.calls || m_toolText >= m_bounds.toolText)
        co_return u"No more tools can be used for this answer. Answer with what there is."_s;
    const QByteArray utf8 = call.arguments.toUtf8();
    const auto json = api::parseJson({utf8.constData(), size_t(utf8.size())});
    if (!json || !json->is_object()) {
        m_steps.failed(call.name, call.arguments,
                       Problem::of(ProblemCode::InvalidRequest, tr("The model's arguments are no JSON object.")));
        co_return u"Error: the arguments are not a JSON object."_s;
    }
    boost::json::object arguments = json->as_object();
    const auto found = co_await m_steps.run(call.name, std::move(arguments), call.arguments);
    if (!found) {
        const Problem &problem = found.error();
        if (problem.code == ProblemCode::Cancelled)
            throw problem;
        QString text = u"Error: "_s + (problem.detail.isEmpty() ? problem.title : problem.detail);
        for (const FieldError &field : problem.errors)
            text += u' ' + field.path + u": "_s + field.message;
        co_return agents::dataBlock(text, mostOfATurn);
    }
    if (m_data.empty() && found->result.data.contains("sql"))
        m_data = found->result.data;
    QString numbers;
    for (size_t i = 0; i < found->numbers.size() && i < found->result.citations.size(); ++i)
        numbers += u"[%1] %2\n"_s.arg(found->numbers[i]).arg(found->result.citations[i].title);
    const qsizetype room = std::min(mostOfOneTool, m_bounds.toolText - m_toolText);
    const QString block = agents::dataBlock(QString(numbers + u'\n' + found->result.text), room);
    m_toolText += block.size();
    co_return QString(u"What it found, to be cited by these numbers, in this order:\n"_s + block);
}

AgentOutcome ModelLoop::outcomeOf(const QString &text, const QString &model) const
{
    const std::vector<api::Citation> &all = m_steps.citations().all();
    agents::CitedText checked = agents::checkedCitations(text.left(longestAnswer).trimmed(), int(all.size()));
    AgentOutcome outcome;
    outcome.text = std::move(checked.text);
    outcome.model = model;
    outcome.data = m_data;
    outcome.confidence = checked.used.empty() ? 0.3 : 0.7;
    if (checked.madeUp > 0)
        outcome.note = QCoreApplication::translate(
            "Agents", "The model cited %n source(s) that it was not given; they were taken out.", nullptr,
            checked.madeUp);
    else if (checked.used.empty())
        outcome.note = tr("The model cited nothing: what it says was not read in a database or a document.");
    return outcome;
}

Awaitable<Result<AgentOutcome>> ModelLoop::answer(ModelPlan plan)
{
    const Instant begun = m_clock.now();
    api::AgentPlanEvent planned;
    planned.model = plan.target.model;
    m_watcher.told("plan", api::toJson(planned));
    std::vector<model::Message> messages = opening(m_task, begun);
    std::vector<model::Tool> tools;
    for (const AgentTool *tool : m_steps.offered())
        tools.push_back(toolOf(*tool));

    for (int step = 1; step <= m_bounds.steps; ++step) {
        if (m_task.stop.stop_requested())
            co_return failure(ProblemCode::Cancelled);
        const bool last =
            step == m_bounds.steps || m_tokens >= m_bounds.tokens || m_clock.now() - begun >= m_bounds.time;
        model::ChatRequest request;
        request.messages = messages;
        request.mostTokens = answerTokens;
        if (last) {
            model::Message close;
            close.text = u"Answer now, with what the tools have found so far."_s;
            request.messages.push_back(std::move(close));
        } else {
            request.tools = tools;
        }
        Result<model::Completion> completion = co_await ask(plan.target, std::move(request));
        if (!completion)
            co_return std::unexpected(std::move(completion).error());
        const bool wantsTools = !last && !completion->calls.empty();
        if (!wantsTools) {
            if (completion->text.trimmed().isEmpty())
                co_return failure(ProblemCode::ModelFailed, tr("The model gave no answer."));
            AgentOutcome outcome = outcomeOf(completion->text, plan.target.model);
            co_return outcome;
        }
        model::Message assistant;
        assistant.role = model::Role::Assistant;
        assistant.text = completion->text;
        assistant.calls = completion->calls;
        messages.push_back(assistant);
        for (const model::ToolCall &call : assistant.calls) {
            model::Message reply;
            reply.role = model::Role::Tool;
            reply.callId = call.id;
            reply.callName = call.name;
            reply.text = co_await runTool(call);
            messages.push_back(std::move(reply));
        }
    }
    co_return failure(ProblemCode::ModelFailed, tr("The model gave no answer."));
}

} // namespace tabletalk
