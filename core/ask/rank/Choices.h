// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/rank/Traits.h"
#include "core/ask/rank/Weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tabletalk::ask {

/// One way to go on, with a name that weights know (a literal) and a score of its own.
struct Option
{
    const char *name;
    double score = 0;
};

/// Makes an interpreter that is written as if it knew every answer try several: at each
/// open point it asks choose(), and the search runs it again with other answers, the
/// promising ones first. The same answers always lead to the same run.
class Choices
{
public:
    using Path = std::vector<std::uint8_t>;

    /// What decisions came to.
    struct Account
    {
        double score = 0;
        Traits traits;
    };

    Choices(const Weights &weights, Path path)
        : m_weights(weights)
        , m_path(std::move(path))
    {}
    /// Goes on from decisions that were made, which cannot be changed any more.
    Choices(const Weights &weights, Account account)
        : m_weights(weights)
        , m_account(std::move(account))
    {}

    /// The index of the option to take: what the path says, beyond its end the best.
    size_t choose(std::span<const Option> options);
    size_t choose(std::initializer_list<Option> options) { return choose(std::span(options.begin(), options.size())); }

    /// Something else that speaks for (or against) this run; the name is a literal.
    void note(const char *name, double amount = 1, double score = 0);

    const Account &account() const { return m_account; }
    double score() const { return m_account.score; }
    const Traits &traits() const { return m_account.traits; }

    /// The paths that leave this run's at a point beyond its given path, each with
    /// how much score the detour costs at that point.
    struct Detour
    {
        Path path;
        double cost;
    };
    std::vector<Detour> detours() const;

private:
    struct Decision
    {
        std::vector<double> scores;
        size_t taken;
    };

    const Weights &m_weights;
    Path m_path;
    std::vector<Decision> m_decisions;
    Account m_account;
};

} // namespace tabletalk::ask
