// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Chat.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<AskRequest>;
template struct Instantiate<RunRequest>;
template struct Instantiate<CancelRequest>;
template struct Instantiate<ColumnHeader>;
template struct Instantiate<Chart>;
template struct Instantiate<ColumnTotals>;
template struct Instantiate<AskBack>;
template struct Instantiate<Answer>;
template struct Instantiate<StartedEvent>;
template struct Instantiate<PlanEvent>;
template struct Instantiate<SqlEvent>;
template struct Instantiate<RowsEvent>;
template struct Instantiate<TextEvent>;
template struct Instantiate<DoneEvent>;
template struct Instantiate<OtherQuestion>;
template struct Instantiate<ProblemEvent>;
template struct Instantiate<Event>;
template struct Instantiate<ResumeRequest>;
template struct Instantiate<ResumeResponse>;
template struct Instantiate<ReadResultRequest>;
template struct Instantiate<ShortenedCell>;
template struct Instantiate<ResultPage>;
template struct Instantiate<ConversationSummary>;
template struct Instantiate<ConversationList>;
template struct Instantiate<ConversationRequest>;
template struct Instantiate<ConversationListRequest>;
template struct Instantiate<UpdateConversationRequest>;
template struct Instantiate<BranchRequest>;
template struct Instantiate<SearchConversationsRequest>;
template struct Instantiate<FoundConversation>;
template struct Instantiate<FoundConversations>;
template struct Instantiate<ShareConversationRequest>;
template struct Instantiate<ConversationAudience>;
template struct Instantiate<MessageFeedback>;
template struct Instantiate<MessageExample>;
template struct Instantiate<ConversationMessage>;
template struct Instantiate<Conversation>;
template struct Instantiate<AskableDatabase>;
template struct Instantiate<AskableDatabaseList>;

} // namespace tabletalk::api
