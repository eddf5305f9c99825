// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/ask/prompt/SqlPrompt.h"
#include "server/models/ModelService.h"

#include <functional>

namespace tabletalk {

class EventWriter;

/// One question on its way through a model: what it is about, and what was said so far.
struct ModelInquiry
{
    TenantScope scope;
    UserId user;
    MessageId message;
    ModelPlan plan;
    ask::SqlPrompt prompt;
    std::stop_token stop;
    /// What the model writes, as it comes, on the HTTP client's thread.
    std::function<void(const QString &)> onText = {};
};

/// Lets a model turn questions into queries. What it gives is a candidate like those of the
/// built-in analyst: it passes the same guard, or does not run.
class ModelTranslator
{
public:
    ModelTranslator(ModelService &models, const Clock &clock)
        : m_models(models)
        , m_clock(clock)
    {}

    /// Asks the model, and writes down what left. found: what the analyst made of the question, or null;
    /// its queries are the witnesses of the model's. The problem of a model that gave none names no secret.
    Awaitable<Result<ask::Translation>> propose(ModelInquiry &inquiry, const ask::Translation *found);

    /// Another query after one that did not run.
    Awaitable<Result<ask::Translation>> repair(ModelInquiry &inquiry, QString sql, Problem problem);

private:
    Awaitable<Result<ask::SqlReply>> ask(ModelInquiry &inquiry);

    ModelService &m_models;
    const Clock &m_clock;
};

} // namespace tabletalk
