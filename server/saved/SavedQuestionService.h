// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SavedQuestions.h"
#include "core/schema/Schema.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

namespace tabletalk {

class Clock;
class ConnectionService;
class PlatformDatabase;
class SavedQuestionRunner;

/// What the service is made of; all outlive it.
struct SavedParts
{
    PlatformDatabase &database;
    ConnectionService &connections;
    SavedQuestionRunner &runner;
    const Clock &clock;
};

/// Questions that people keep: made from answers or from statements of their own, shown in their
/// workspace, run again. Thread-safe.
class SavedQuestionService
{
public:
    explicit SavedQuestionService(SavedParts parts);

    Awaitable<api::SavedQuestionList> list(Call call, api::SavedQuestionListRequest request);
    Awaitable<api::SavedQuestion> create(Call call, api::CreateSavedQuestionRequest request);
    /// Of an answer that the caller sees, which may be somebody else's.
    Awaitable<api::SavedQuestion> saveAnswer(Call call, api::SaveAnswerRequest request);
    Awaitable<api::SavedQuestion> read(Call call, api::SavedQuestionRequest request);
    /// Whoever made it changes it; its statement only with the right to run statements.
    Awaitable<api::SavedQuestion> update(Call call, api::UpdateSavedQuestionRequest request);
    Awaitable<api::Empty> remove(Call call, api::SavedQuestionRequest request);
    Awaitable<api::SavedRun> run(Call call, api::RunSavedQuestionRequest request);

private:
    Awaitable<void> checkStatement(TenantScope scope, ConnectionId database, QString sql);

    SavedParts m_parts;
};

} // namespace tabletalk
