// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// One of the caller's own sign-ins that could still be used.
struct SessionInfo
{
    SessionId id;
    QString organization; ///< its name
    QString client;       ///< what the device calls itself
    QString address;      ///< where it was used last
    Instant createdAt;
    Instant lastSeenAt; ///< to a minute
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (), (id, organization, client, address, createdAt, lastSeenAt, current))

/// GET auth/sessions: the last used one first
struct SessionList
{
    std::vector<SessionInfo> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))

struct SessionRequest
{
    SessionId id;
};
BOOST_DESCRIBE_STRUCT(SessionRequest, (), (id))

struct SignInAttempt
{
    Instant at;
    QString outcome; ///< ok or the problem's code
    std::optional<QString> organization;
    QString client;
    QString address;
};
BOOST_DESCRIBE_STRUCT(SignInAttempt, (), (at, outcome, organization, client, address))

/// GET auth/history: attempts to sign in to one's own account, newest first
struct SignInHistory
{
    std::vector<SignInAttempt> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(SignInHistory, (), (items, nextCursor))

/// POST auth/password/forgot: answers the same whether or not there is such an account
struct ForgotPasswordRequest
{
    QString email;
};
BOOST_DESCRIBE_STRUCT(ForgotPasswordRequest, (), (email))

struct ResetPasswordRequest
{
    QString token; ///< of the link; works once
    QString newPassword;
};
BOOST_DESCRIBE_STRUCT(ResetPasswordRequest, (), (token, newPassword))

struct MakeResetLinkRequest
{
    UserId id;
};
BOOST_DESCRIBE_STRUCT(MakeResetLinkRequest, (), (id))

struct ResetLink
{
    QString link; ///< to be handed to the person; shown this once
    Instant expiresAt;
};
BOOST_DESCRIBE_STRUCT(ResetLink, (), (link, expiresAt))

} // namespace tabletalk::api
