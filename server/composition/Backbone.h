// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AuditService;
class EventService;
class JobService;
class NodeService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Foundation;

/// What all parts use to write down what was done, to tell of it, and to do it later and elsewhere.
struct Backbone
{
    explicit Backbone(const Foundation &foundation);
    ~Backbone();

    std::unique_ptr<NodeService> nodes;
    std::unique_ptr<AuditService> audit;
    std::unique_ptr<EventService> events;
    std::unique_ptr<JobService> jobs;
};

} // namespace tabletalk::composition
