// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class Housekeeping;

} // namespace tabletalk

namespace tabletalk::composition {

struct ServerParts;

/// What is done now and then, each clock on a thread of its own. They run from the moment they are made.
struct Clocks
{
    /// The parts outlive them.
    explicit Clocks(const ServerParts &parts);
    /// As stop().
    ~Clocks();

    /// Waits for what is at hand.
    void stop();

    std::unique_ptr<Housekeeping> housekeeping; ///< deletes what is past its time; seldom
    std::unique_ptr<Housekeeping> webhooks;
    std::unique_ptr<Housekeeping> schedules;
    std::unique_ptr<Housekeeping> documents;
    std::unique_ptr<Housekeeping> workflows;
    std::unique_ptr<Housekeeping> billing;
};

} // namespace tabletalk::composition
