// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelTranslator.h"

#include "core/ask/Agreement.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/model/Prices.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

static ask::Translation translationOf(ask::SqlReply reply, const ask::Translation *found)
{
    ask::Translation translation;
    ask::Candidate candidate;
    candidate.sql = std::move(reply.sql);
    candidate.explanation = std::move(reply.explanation);
    candidate.confidence = ask::confidenceOfModel;
    translation.candidates.push_back(std::move(candidate));
    if (found)
        translation.witnesses = found->candidates;
    return translation;
}

/// Word for word what goes out, for whoever wants to see it.
static QString textOf(const std::vector<model::Message> &messages)
{
    static constexpr QStringView roles[] = {u"system", u"user", u"assistant", u"tool"};
    QString text;
    for (const model::Message &message : messages)
        text += u'[' + roles[size_t(message.role)] + u"]\n" + message.text + u"\n\n";
    return text.trimmed();
}

Awaitable<Result<ask::SqlReply>> ModelTranslator::ask(ModelInquiry &inquiry)
{
    model::ChatRequest request;
    request.messages = inquiry.prompt.messages;
    request.outputSchema = inquiry.prompt.outputSchema;
    ModelCall call;
    call.at = m_clock.now();
    call.id = makeId<MessageId>(call.at).toString();
    call.message = inquiry.message;
    call.user = inquiry.user;
    call.host = inquiry.plan.target.endpoint.base.host();
    call.model = inquiry.plan.target.model;
    call.disclosed = inquiry.prompt.disclosed;
    const QString sent = textOf(request.messages);
    const qint64 most = model::estimatedTokens(request) + request.mostTokens;
    Result<ModelService::Reserved> reserved = co_await m_models.reserve(inquiry.scope, inquiry.plan.target, most);
    if (!reserved)
        co_return std::unexpected(std::move(reserved).error());
    Result<ModelAnswer> answer =
        co_await m_models.caller().ask(inquiry.plan.target, std::move(request), inquiry.stop, inquiry.onText);
    Result<ask::SqlReply> reply = std::unexpected(Problem());
    if (answer) {
        call.address = answer->address;
        call.bytesSent = answer->bytesSent;
        call.bytesReceived = answer->bytesReceived;
        call.tokens = answer->completion.tokens;
        const bool own = isPrivateAddress(QHostAddress(answer->address));
        call.costMicros = own ? std::optional<qint64>(0) : model::costMicros(call.model, call.tokens);
        reply = ask::replyIn(answer->completion);
    } else {
        reply = std::unexpected(std::move(answer).error());
    }
    call.outcome = reply ? u"answered"_s : reply.error().codeName();
    co_await m_models.keep(inquiry.scope, std::move(call), sent, *reserved);
    co_return reply;
}

Awaitable<Result<ask::Translation>> ModelTranslator::propose(ModelInquiry &inquiry, const ask::Translation *found)
{
    Result<ask::SqlReply> reply = co_await ask(inquiry);
    if (!reply)
        co_return std::unexpected(std::move(reply).error());
    if (!reply->askBack.isEmpty()) {
        Problem unclear = Problem::of(ProblemCode::NotUnderstood, reply->askBack);
        co_return std::unexpected(std::move(unclear));
    }
    co_return translationOf(*std::move(reply), found);
}

Awaitable<Result<ask::Translation>> ModelTranslator::repair(ModelInquiry &inquiry, QString sql, Problem problem)
{
    for (model::Message &message : ask::repairMessages(sql, problem))
        inquiry.prompt.messages.push_back(std::move(message));
    co_return co_await propose(inquiry, nullptr);
}

} // namespace tabletalk
