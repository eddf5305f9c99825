// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"
#include "core/api/Protocol.h"

namespace tabletalk::api {

struct User
{
    UserId id;
    QString email;
    QString fullName;
};
BOOST_DESCRIBE_STRUCT(User, (), (id, email, fullName))

struct Organization
{
    TenantId id;
    QString name;
    QString slug;
    QString role; ///< of the signed-in user in it
};
BOOST_DESCRIBE_STRUCT(Organization, (), (id, name, slug, role))

/// POST auth/register
struct RegisterRequest
{
    QString organization;
    std::optional<QString> slug; ///< made from the name when absent
    QString email;
    QString password;
    QString fullName;
};
BOOST_DESCRIBE_STRUCT(RegisterRequest, (), (organization, slug, email, password, fullName))

/// POST auth/login
struct LoginRequest
{
    QString email;
    QString password;
    std::optional<QString> organization; ///< slug or id; the last used one when absent
};
BOOST_DESCRIBE_STRUCT(LoginRequest, (), (email, password, organization))

/// POST auth/refresh
struct RefreshRequest
{
    QString refreshToken;
};
BOOST_DESCRIBE_STRUCT(RefreshRequest, (), (refreshToken))

/// Answer of register, login and refresh.
struct SignedIn
{
    QString accessToken;
    QString refreshToken;
    int expiresIn = 0; ///< seconds that the access token lives
    User user;
    Organization organization;
    std::vector<Organization> organizations; ///< all that the user belongs to
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (accessToken, refreshToken, expiresIn, user, organization, organizations))

/// An operator of the server acts as somebody for a while, and everybody is told.
struct Impersonation
{
    QString operatorEmail;
    QString reason;
    Instant expiresAt;
};
BOOST_DESCRIBE_STRUCT(Impersonation, (), (operatorEmail, reason, expiresAt))

/// auth.attach, on a WebSocket
struct AttachRequest
{
    QString accessToken;
};
BOOST_DESCRIBE_STRUCT(AttachRequest, (), (accessToken))

struct AttachResponse
{
    User user;
    Organization organization;
    Instant expiresAt;                            ///< attach again before then
    std::optional<bool> isOperator{};             ///< of the server, apart from any organisation
    std::optional<Impersonation> impersonation{}; ///< absent: it is really them
    std::optional<ServerVersion> server{};        ///< absent: a server of before there was one
};
BOOST_DESCRIBE_STRUCT(AttachResponse, (), (user, organization, expiresAt, isOperator, impersonation, server))

/// GET auth/me
struct Me
{
    User user;
    Organization organization;
    std::vector<Organization> organizations;
    std::optional<bool> isOperator{}; ///< of the server, apart from any organisation
    std::optional<Impersonation> impersonation{};
};
BOOST_DESCRIBE_STRUCT(Me, (), (user, organization, organizations, isOperator, impersonation))

/// PUT auth/me
struct UpdateMeRequest
{
    std::optional<QString> fullName;
};
BOOST_DESCRIBE_STRUCT(UpdateMeRequest, (), (fullName))

/// POST auth/password/change
struct ChangePasswordRequest
{
    QString currentPassword;
    QString newPassword;
};
BOOST_DESCRIBE_STRUCT(ChangePasswordRequest, (), (currentPassword, newPassword))

} // namespace tabletalk::api
