// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace tabletalk {

/// How long a database that does not answer is waited for. The pause doubles each time.
struct Patience
{
    int attempts = 8; ///< to connect again, in a row, before it is given up
    std::chrono::milliseconds firstPause{1'000};
    std::chrono::milliseconds longestPause{30'000};
};

/// What an operator may set about readings.
struct OnboardingOptions
{
    Patience patience;
};

} // namespace tabletalk
