// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "core/base/Problem.h"

#include <QString>

#include <functional>
#include <vector>

class QObject;

namespace tabletalk::ui {

/// To whom a thing is shown.
struct Audience
{
    QString visibility; ///< private, team, organization, public, shared
    std::vector<UserId> userIds = {};
    std::vector<TeamId> teamIds = {};
};

/// A thing of one's own that can be shown to others: its name, what that means to them, and how its audience is read
/// and written.
struct Shareable
{
    using Done = std::function<void(const Result<Audience> &)>;

    QString title; ///< of the dialogue
    QString name;
    QString meaning;
    std::function<void(QObject *context, Done done)> read;
    std::function<void(const Audience &wanted, QObject *context, Done done)> write;
};

/// Of any message that has these fields.
template <class Message>
Result<Audience> audienceIn(const Result<Message> &message)
{
    if (!message)
        return std::unexpected(message.error());
    return Audience{message->visibility, message->userIds, message->teamIds};
}

/// Into any request that has these fields: people and teams count with their kind of visibility alone.
template <class Request>
void putAudience(const Audience &audience, Request &request)
{
    request.visibility = audience.visibility;
    if (audience.visibility == u"shared")
        request.userIds = audience.userIds;
    if (audience.visibility == u"team")
        request.teamIds = audience.teamIds;
}

} // namespace tabletalk::ui
