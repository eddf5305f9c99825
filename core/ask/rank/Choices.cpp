// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/rank/Choices.h"

#include <algorithm>

namespace tabletalk::ask {

static constexpr double dearestDetour = 3.0;
static constexpr size_t mostOptions = 8;

size_t Choices::choose(std::span<const Option> options)
{
    Decision decision;
    for (const Option &option : options.first(std::min(options.size(), mostOptions)))
        decision.scores.push_back(option.score + m_weights.of(option.name));
    if (decision.scores.empty())
        return 0;
    const size_t best = size_t(std::ranges::max_element(decision.scores) - decision.scores.begin());
    const size_t at = m_decisions.size();
    decision.taken = at < m_path.size() ? std::min<size_t>(m_path[at], decision.scores.size() - 1) : best;
    // Relative to the best, so that a sentence with many open points gains nothing by them.
    m_account.score += decision.scores[decision.taken] - decision.scores[best];
    const size_t taken = decision.taken;
    m_account.traits.add(options[taken].name, 1);
    m_decisions.push_back(std::move(decision));
    return taken;
}

void Choices::note(const char *name, double amount, double score)
{
    m_account.score += score + amount * m_weights.of(name);
    m_account.traits.add(name, amount);
}

std::vector<Choices::Detour> Choices::detours() const
{
    std::vector<Detour> detours;
    Path path;
    for (size_t i = 0; i < m_decisions.size(); ++i) {
        const Decision &decision = m_decisions[i];
        for (size_t option = 0; i >= m_path.size() && option < decision.scores.size(); ++option) {
            const double cost = decision.scores[decision.taken] - decision.scores[option];
            if (option == decision.taken || cost > dearestDetour)
                continue;
            Path other = path;
            other.push_back(std::uint8_t(option));
            detours.push_back({std::move(other), cost});
        }
        path.push_back(std::uint8_t(decision.taken));
    }
    return detours;
}

} // namespace tabletalk::ask
