// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "server/api/Call.h"
#include "server/base/Async.h"
#include "server/models/ModelTranslator.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

class EventWriter;
class WorkerPool;

/// What a model makes of a question, beside the built-in analyst. It never stands in the way: where
/// a model fails, or may not be asked, the analyst answers.
class ModelHelp
{
public:
    /// All outlive it. pool: work on a tenant's database and what is known of it.
    ModelHelp(ModelService &models, const ask::Translator &analyst, WorkerPool &pool, const Clock &clock)
        : m_models(models)
        , m_translator(models, clock)
        , m_analyst(analyst)
        , m_pool(pool)
        , m_clock(clock)
    {}

    struct Asked
    {
        const Call &call;
        MessageId message;
        ask::Question question;
        std::function<std::shared_ptr<const ask::PreparedDatabase>()> prepare; ///< on the pool
        std::shared_ptr<const Vocabulary> vocabulary;                          ///< or null
        std::stop_token stop;
    };

    /// What the model proposes, and what was said to it so far.
    struct Proposal
    {
        ModelInquiry inquiry;
        ask::Translation translation;
        int repairs = 0;
    };

    /// Null when no model is asked, or none helped; the stream tells which.
    Awaitable<std::unique_ptr<Proposal>> propose(const Asked &asked, EventWriter &events);

    /// Asks again after the proposed query did not run. False when the analyst is to answer.
    Awaitable<bool> repair(Proposal &proposal, const Problem &problem, EventWriter &events);

private:
    /// Whose words go to the stream while it lives.
    class Telling;

    ModelService &m_models;
    ModelTranslator m_translator;
    const ask::Translator &m_analyst;
    WorkerPool &m_pool;
    const Clock &m_clock;
};

} // namespace tabletalk
