// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Members.h"

#include "core/api/CodecImpl.h"

namespace tabletalk::api {

template struct Instantiate<Member>;
template struct Instantiate<MemberList>;
template struct Instantiate<MemberRequest>;
template struct Instantiate<CreateMemberRequest>;
template struct Instantiate<CreatedMember>;
template struct Instantiate<UpdateMemberRequest>;
template struct Instantiate<ExplainAccessRequest>;
template struct Instantiate<AccessAnswer>;
template struct Instantiate<AccessExplanation>;
template struct Instantiate<Team>;
template struct Instantiate<TeamList>;
template struct Instantiate<TeamRequest>;
template struct Instantiate<TeamMember>;
template struct Instantiate<TeamDetails>;
template struct Instantiate<CreateTeamRequest>;
template struct Instantiate<RenameTeamRequest>;
template struct Instantiate<TeamMemberRequest>;
template struct Instantiate<Invitation>;
template struct Instantiate<InvitationList>;
template struct Instantiate<CreateInvitationRequest>;
template struct Instantiate<CreatedInvitation>;
template struct Instantiate<InvitationRequest>;
template struct Instantiate<AcceptInvitationRequest>;
template struct Instantiate<JoinRequest>;

} // namespace tabletalk::api
