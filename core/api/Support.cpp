// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Support.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<TicketMessage>;
template struct Instantiate<Ticket>;
template struct Instantiate<TicketList>;
template struct Instantiate<CreateTicketRequest>;
template struct Instantiate<TicketRequest>;
template struct Instantiate<ReplyTicketRequest>;
template struct Instantiate<SeenTicketRequest>;
template struct Instantiate<AdminTicket>;
template struct Instantiate<AdminTicketsRequest>;
template struct Instantiate<AdminTicketList>;
template struct Instantiate<AdminTicketRequest>;
template struct Instantiate<AnswerTicketRequest>;

} // namespace tabletalk::api
