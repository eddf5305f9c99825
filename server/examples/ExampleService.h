// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Examples.h"
#include "core/schema/Schema.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <memory>

namespace tabletalk {

class Clock;
class ConnectionService;
class PlatformDatabase;
class WorkerPool;

/// What the service is made of; all outlive it.
struct ExampleParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    WorkerPool &pool; ///< for copying what is understood of large schemas
    const Clock &clock;
};

/// What people say of answers, and good answers that become examples of their database: read
/// by the analyst, and by whatever else translates, from the next question on. Thread-safe.
class ExampleService
{
public:
    explicit ExampleService(ExampleParts parts);
    ~ExampleService();

    Awaitable<api::Empty> giveFeedback(Call call, api::FeedbackRequest request);
    Awaitable<api::FeedbackList> listFeedback(Call call, api::ExamplesRequest request);

    Awaitable<api::KnownAnswer> propose(Call call, api::ProposeExampleRequest request);
    Awaitable<api::KnownAnswerList> list(Call call, api::ExamplesRequest request);
    Awaitable<api::KnownAnswer> approve(Call call, api::ExampleRequest request);
    /// Whoever manages databases removes any; others what they proposed and nobody approved yet.
    Awaitable<api::Empty> remove(Call call, api::ExampleRequest request);

    /// The same with the approved examples before those that reading found. The same pointer
    /// as long as nothing changed; the one given where there are none.
    Awaitable<std::shared_ptr<const Understanding>> applyTo(TenantScope scope, ConnectionId id,
                                                            std::shared_ptr<const Understanding> understanding);

private:
    struct State;

    ExampleParts m_parts;
    std::unique_ptr<State> m_state;
};

} // namespace tabletalk
