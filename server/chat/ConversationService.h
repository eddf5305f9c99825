// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Charts.h"
#include "core/api/MessagePages.h"
#include "server/api/Call.h"
#include "server/base/Async.h"

#include <functional>

namespace tabletalk {

class Clock;
class PlatformDatabase;
class WorkerPool;

/// What conversations are made of; all outlive the service.
struct ConversationParts
{
    PlatformDatabase &database;
    WorkerPool &controlPool;
    const Clock &clock;
    /// Stops what a deleted conversation still asks, and removes the rows of its answers. Blocking.
    std::function<void(TenantId, UserId, ConversationId, const std::vector<ResultId> &)> endConversation;
};

/// What is kept of questions and their answers: listed, read, named, shown to others, deleted.
/// ChatService is what adds to it.
class ConversationService
{
public:
    explicit ConversationService(ConversationParts parts);

    Awaitable<api::ConversationList> list(Call call, api::ConversationListRequest request);
    /// Those of others that the caller sees.
    Awaitable<api::ConversationList> listShown(Call call, api::ListRequest request);
    /// Through all of the caller's own; bounded by the newest of their questions.
    Awaitable<api::FoundConversations> search(Call call, api::SearchConversationsRequest request);
    Awaitable<api::ConversationAudience> readAudience(Call call, api::ConversationRequest request);
    /// Whoever began a conversation decides who else reads it.
    Awaitable<api::ConversationAudience> show(Call call, api::ShareConversationRequest request);
    Awaitable<api::Conversation> read(Call call, api::ConversationRequest request);
    /// A few messages of a conversation that may have very many.
    Awaitable<api::MessagePage> messages(Call call, api::MessagesRequest request);
    /// Renames, pins, archives, or takes that back.
    Awaitable<api::ConversationSummary> update(Call call, api::UpdateConversationRequest request);
    /// To go on from the middle of one's own in another way; the old one stays as it is.
    Awaitable<api::ConversationSummary> branch(Call call, api::BranchRequest request);
    /// How an answer of one's own is drawn, for all who see it.
    Awaitable<api::ChosenChart> chooseChart(Call call, api::ChooseChartRequest request);
    Awaitable<api::Empty> remove(Call call, api::ConversationRequest request);

private:
    ConversationParts m_parts;
};

} // namespace tabletalk
