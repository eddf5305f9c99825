// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/BlockingModelTranslator.h"

#include "core/ask/Agreement.h"
#include "core/ask/prompt/SqlPrompt.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>

namespace tabletalk {

static constexpr size_t mostKnown = 10'000;

BlockingModelTranslator::BlockingModelTranslator(const ask::Translator &analyst, HttpClient &http, ModelTarget target,
                                                 bool onlyUnsure)
    : m_analyst(analyst)
    , m_caller(http)
    , m_target(std::move(target))
    , m_onlyUnsure(onlyUnsure)
{}

std::shared_ptr<const ask::PreparedDatabase>
BlockingModelTranslator::prepare(std::shared_ptr<const Understanding> understanding,
                                 std::shared_ptr<const Vocabulary> vocabulary) const
{
    auto database = m_analyst.prepare(std::move(understanding), std::move(vocabulary));
    const std::scoped_lock lock(m_mutex); // where another one lay before
    std::erase_if(m_known, [&](const auto &known) { return known.first.first == database.get(); });
    return database;
}

static Result<ModelAnswer> waitFor(Awaitable<Result<ModelAnswer>> asking)
{
    boost::asio::io_context context;
    std::optional<Result<ModelAnswer>> answer;
    std::exception_ptr broken;
    boost::asio::co_spawn(context, std::move(asking), [&](std::exception_ptr error, Result<ModelAnswer> given) {
        broken = error;
        answer.emplace(std::move(given));
    });
    context.run();
    if (broken)
        std::rethrow_exception(broken);
    return *std::move(answer);
}

Result<ask::Translation> BlockingModelTranslator::translate(const ask::Question &question,
                                                            const ask::PreparedDatabase &database) const
{
    const Key key{&database, question.text};
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_known.find(key); known != m_known.end())
            return known->second;
    }
    Result<ask::Translation> translation = asked(question, database);
    const std::scoped_lock lock(m_mutex);
    if (m_known.size() >= mostKnown)
        m_known.clear();
    return m_known.insert_or_assign(key, std::move(translation)).first->second;
}

Result<ask::Translation> BlockingModelTranslator::asked(const ask::Question &question,
                                                        const ask::PreparedDatabase &database) const
{
    Result<ask::Translation> found = m_analyst.translate(question, database);
    if (m_onlyUnsure && ask::isSure(found)) {
        ++m_spared;
        return found;
    }
    const ask::SqlPrompt prompt = ask::sqlPrompt(question, database, nullptr, found ? &*found : nullptr, {});
    model::ChatRequest request;
    request.messages = prompt.messages;
    request.outputSchema = prompt.outputSchema;
    ++m_asked;
    const Result<ModelAnswer> answer = waitFor(m_caller.ask(m_target, std::move(request)));
    if (answer) {
        m_input += answer->completion.tokens.input;
        m_output += answer->completion.tokens.output;
    }
    Result<ask::SqlReply> reply =
        answer ? ask::replyIn(answer->completion) : Result<ask::SqlReply>(std::unexpected(answer.error()));
    if (!reply || reply->sql.isEmpty()) {
        ++m_failed;
        return found ? std::move(found)
                     : Result<ask::Translation>(std::unexpected(reply ? found.error() : reply.error()));
    }
    ask::Translation translation = found ? *std::move(found) : ask::Translation();
    ask::Candidate proposed;
    proposed.sql = std::move(reply->sql);
    proposed.explanation = std::move(reply->explanation);
    proposed.confidence = ask::confidenceOfModel;
    translation.askBack.reset();
    translation.witnesses = translation.candidates;
    translation.candidates.insert(translation.candidates.begin(), std::move(proposed));
    return translation;
}

BlockingModelTranslator::Spent BlockingModelTranslator::spent() const
{
    return {m_asked, m_spared, m_failed, m_input, m_output};
}

} // namespace tabletalk
