// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ModelHelp.h"

#include "core/api/Codec.h"
#include "core/api/Models.h"
#include "core/ask/Agreement.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ModelProgress.h"
#include "server/events/EventService.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostRepairs = 2;

void tell(EventWriter &events, const char *state, const ModelTarget &target,
          const std::optional<QString> &detail = std::nullopt)
{
    events.append("model", api::toJson(api::ModelEvent{QString::fromLatin1(state), target.endpoint.base.host(),
                                                       target.model, detail, std::nullopt}));
}

QString whyOf(const Problem &problem)
{
    return problem.detail.isEmpty() ? problem.title : problem.detail;
}

ask::PromptOptions optionsOf(const ModelChoice &choice)
{
    ask::PromptOptions options;
    options.samples = choice.samples;
    for (const QString &text : choice.masked) {
        if (auto place = placeFromText(text))
            options.masked.push_back(*std::move(place));
    }
    return options;
}

} // namespace

class ModelHelp::Telling
{
public:
    Telling(ModelInquiry &inquiry, EventWriter &events, const Clock &clock)
        : m_inquiry(inquiry)
        , m_progress(events, inquiry.plan.target, clock)
    {
        m_inquiry.onText = [this](const QString &text) { m_progress.wrote(text); };
    }
    ~Telling() { m_inquiry.onText = {}; }
    Telling(const Telling &) = delete;
    Telling &operator=(const Telling &) = delete;

private:
    ModelInquiry &m_inquiry;
    ModelProgress m_progress;
};

Awaitable<std::unique_ptr<ModelHelp::Proposal>> ModelHelp::propose(const Asked &asked, EventWriter &events)
{
    std::optional<ModelPlan> plan;
    try {
        plan = co_await m_models.planFor(asked.call);
    } catch (const Problem &problem) {
        tell(events, "failed", {}, whyOf(problem));
    }
    if (!plan)
        co_return nullptr;
    struct Known
    {
        Result<ask::Translation> found;
        std::optional<ask::SqlPrompt> prompt; ///< absent where the analyst is sure
    };
    auto look = [this, &asked, &plan] {
        const auto database = asked.prepare();
        Known known{m_analyst.translate(asked.question, *database), std::nullopt};
        if (plan->choice.mode == ModelMode::Always || !ask::isSure(known.found))
            known.prompt = ask::sqlPrompt(asked.question, *database, asked.vocabulary.get(),
                                          known.found ? &*known.found : nullptr, optionsOf(plan->choice));
        return known;
    };
    Known known = co_await m_pool.run(asked.call.scope.tenant(), std::move(look));
    if (!known.prompt) {
        m_models.countSaving(asked.call.scope);
        tell(events, "spared", plan->target);
        co_return nullptr;
    }
    tell(events, "asking", plan->target);
    auto proposal = std::make_unique<Proposal>(Proposal{{asked.call.scope, asked.call.caller.user, asked.message,
                                                         *std::move(plan), *std::move(known.prompt), asked.stop},
                                                        {},
                                                        0});
    const Telling telling(proposal->inquiry, events, m_clock);
    Result<ask::Translation> translation =
        co_await m_translator.propose(proposal->inquiry, known.found ? &*known.found : nullptr);
    if (!translation) {
        if (translation.error().code == ProblemCode::Cancelled)
            throw std::move(translation).error();
        tell(events, "failed", proposal->inquiry.plan.target, whyOf(translation.error()));
        co_return nullptr;
    }
    tell(events, "answered", proposal->inquiry.plan.target);
    proposal->translation = *std::move(translation);
    co_return proposal;
}

Awaitable<bool> ModelHelp::repair(Proposal &proposal, const Problem &problem, EventWriter &events)
{
    const bool worthwhile =
        problem.code == ProblemCode::DatabaseFailed || problem.code == ProblemCode::StatementRefused;
    const ModelTarget &target = proposal.inquiry.plan.target;
    if (!worthwhile || ++proposal.repairs > mostRepairs) {
        tell(events, "failed", target, whyOf(problem));
        co_return false;
    }
    tell(events, "asking", target, whyOf(problem));
    const Telling telling(proposal.inquiry, events, m_clock);
    Result<ask::Translation> again =
        co_await m_translator.repair(proposal.inquiry, proposal.translation.candidates.front().sql, problem);
    if (!again) {
        if (again.error().code == ProblemCode::Cancelled)
            throw std::move(again).error();
        tell(events, "failed", target, whyOf(again.error()));
        co_return false;
    }
    tell(events, "answered", target);
    again->witnesses = std::move(proposal.translation.witnesses);
    proposal.translation = *std::move(again);
    co_return true;
}

} // namespace tabletalk
