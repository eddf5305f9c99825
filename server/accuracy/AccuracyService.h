// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/accuracy/AccuracyRunner.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

/// Questions of a connection whose right statement is known, and how often they are answered right.
/// Statements are held to the guard of edited ones before they are kept, and run against the schema
/// whenever it was read again. Thread-safe.
class AccuracyService
{
public:
    /// Before jobs.start().
    explicit AccuracyService(AccuracyParts parts)
        : m_parts(parts)
        , m_runner(parts)
    {}

    Awaitable<api::AccuracyState> read(Call call, api::AccuracyRequest request);
    Awaitable<api::AccuracyPair> add(Call call, api::AddAccuracyPairRequest request);
    /// An approved example becomes a pair.
    Awaitable<api::AccuracyPair> addExample(Call call, api::ExampleRequest request);
    /// All of them or none.
    Awaitable<api::AccuracyPairsImported> import(Call call, api::ImportAccuracyPairsRequest request);
    Awaitable<api::AccuracyPair> update(Call call, api::UpdateAccuracyPairRequest request);
    Awaitable<api::Empty> remove(Call call, api::AccuracyPairRequest request);

    /// The one that is under way, where there is one.
    Awaitable<api::AccuracyRun> start(Call call, api::AccuracyRequest request);
    Awaitable<api::AccuracyRun> stop(Call call, api::AccuracyRunRequest request);
    Awaitable<api::AccuracyReport> report(Call call, api::AccuracyRunRequest request);

    /// After a connection was read again. On a job thread.
    void checkNow(const TenantScope &scope, ConnectionId connection);

private:
    AccuracyParts m_parts;
    AccuracyRunner m_runner;
};

} // namespace tabletalk
