// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace tabletalk {

/// How many pieces of work are committed together: as many as take as long as the wait for the disk,
/// so that it costs at most half of the time, and no more, so that nobody waits long for a group
/// that is under way. Learned from the groups before, as moving averages.
class GroupPace
{
public:
    using Duration = std::chrono::duration<double>;

    static constexpr size_t largest = 500;
    static constexpr size_t smallest = 8;
    static constexpr Duration shortest{0.004};

    size_t mostPieces() const
    {
        if (m_secondsAPiece <= 0)
            return largest;
        const double seconds = std::max(shortest.count(), m_secondsACommit);
        return static_cast<size_t>(std::clamp(seconds / m_secondsAPiece, double(smallest), double(largest)));
    }

    void ran(size_t pieces, Duration taken)
    {
        if (pieces > 0)
            learn(m_secondsAPiece, taken.count() / double(pieces));
    }

    void committed(Duration taken) { learn(m_secondsACommit, taken.count()); }

private:
    static void learn(double &average, double now)
    {
        constexpr double weight = 0.2;
        average += (average > 0 ? weight : 1.0) * (now - average);
    }

    double m_secondsAPiece = 0;
    double m_secondsACommit = 0;
};

} // namespace tabletalk
