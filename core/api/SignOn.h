// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"

namespace tabletalk {
using SignOnProviderId = Id<struct SignOnProviderTag>;
using SignOnAttemptId = Id<struct SignOnAttemptTag>;
} // namespace tabletalk

// Single sign-on by OpenID Connect: who signs an organisation's people in, and how a sign-in goes.

namespace tabletalk::api {

/// Whoever is in the provider's group has the role.
struct SignOnGroupRole
{
    QString group;
    QString role; ///< admin, manager, member, viewer, guest
};
BOOST_DESCRIBE_STRUCT(SignOnGroupRole, (), (group, role))

/// An identity provider of the organisation's. Its secret is never shown again.
struct SignOnProvider
{
    SignOnProviderId id;
    QString name;   ///< as people read it on the button
    QString issuer; ///< "https://login.example.org/realms/main"
    QString clientId;
    bool hasSecret = false;
    std::vector<QString> scopes;
    std::vector<QString> domains; ///< of e-mail addresses that may sign in; empty: any
    QString groupsClaim;          ///< "groups"; empty: roles are not touched
    std::vector<SignOnGroupRole> groupRoles;
    QString defaultRole;          ///< of whoever is in none of the groups
    bool makesAccounts = false;   ///< for people who are no members yet
    bool passwordsAllowed = true; ///< owners may always use theirs
    bool active = false;
    QString highestRole; ///< the highest role that it signs in: of who said whom to trust last
    QString redirectUri; ///< to be registered with the provider
    Instant createdAt;
};
BOOST_DESCRIBE_STRUCT(SignOnProvider, (),
                      (id, name, issuer, clientId, hasSecret, scopes, domains, groupsClaim, groupRoles, defaultRole,
                       makesAccounts, passwordsAllowed, active, highestRole, redirectUri, createdAt))

/// GET tenant/sign-on/providers
struct SignOnProviderList
{
    std::vector<SignOnProvider> items;
    bool isInPlan = true;
};
BOOST_DESCRIBE_STRUCT(SignOnProviderList, (), (items, isInPlan))

/// POST tenant/sign-on/providers: what is absent is as in a new provider. It is off until it is switched on.
struct CreateSignOnProviderRequest
{
    QString name;
    QString issuer;
};
BOOST_DESCRIBE_STRUCT(CreateSignOnProviderRequest, (), (name, issuer))

/// PUT tenant/sign-on/providers/{id}: what is absent stays.
struct UpdateSignOnProviderRequest
{
    SignOnProviderId id;
    std::optional<QString> name{};
    std::optional<QString> issuer{};
    std::optional<QString> clientId{};
    std::optional<QString> clientSecret{}; ///< empty: there is none
    std::optional<std::vector<QString>> scopes{};
    std::optional<std::vector<QString>> domains{};
    std::optional<QString> groupsClaim{};
    std::optional<std::vector<SignOnGroupRole>> groupRoles{};
    std::optional<QString> defaultRole{};
    std::optional<bool> makesAccounts{};
    std::optional<bool> passwordsAllowed{};
    std::optional<bool> active{};
};
BOOST_DESCRIBE_STRUCT(UpdateSignOnProviderRequest, (),
                      (id, name, issuer, clientId, clientSecret, scopes, domains, groupsClaim, groupRoles, defaultRole,
                       makesAccounts, passwordsAllowed, active))

/// DELETE tenant/sign-on/providers/{id}
struct SignOnProviderRequest
{
    SignOnProviderId id;
};
BOOST_DESCRIBE_STRUCT(SignOnProviderRequest, (), (id))

/// POST tenant/sign-on/check
struct CheckSignOnRequest
{
    QString issuer;
};
BOOST_DESCRIBE_STRUCT(CheckSignOnRequest, (), (issuer))

/// What is at an issuer's address.
struct SignOnCheck
{
    bool good = false;
    QString message; ///< what was found, or what is wrong, in plain words
    QString hint;    ///< what to do; may be empty
};
BOOST_DESCRIBE_STRUCT(SignOnCheck, (), (good, message, hint))

/// GET sign-on: how the people of an organisation may sign in. One of both is given.
struct FindSignOnRequest
{
    std::optional<QString> organization{}; ///< short name
    std::optional<QString> email{};
};
BOOST_DESCRIBE_STRUCT(FindSignOnRequest, (), (organization, email))

/// A button on the page for signing in.
struct SignOnChoice
{
    SignOnProviderId id;
    QString name;
    QString host; ///< that the browser is sent to
};
BOOST_DESCRIBE_STRUCT(SignOnChoice, (), (id, name, host))

struct FoundSignOn
{
    QString organization; ///< name
    QString slug;
    std::vector<SignOnChoice> providers;
};
BOOST_DESCRIBE_STRUCT(FoundSignOn, (), (organization, slug, providers))

/// POST sign-on/begin
struct BeginSignOnRequest
{
    QString organization; ///< short name
    SignOnProviderId providerId;
    QString challenge; ///< SHA-256 of a secret of the window's, base64url (RFC 7636, S256)
    int port = 0;      ///< where the window listens on its own machine, 127.0.0.1
    std::optional<QString> email{};
};
BOOST_DESCRIBE_STRUCT(BeginSignOnRequest, (), (organization, providerId, challenge, port, email))

struct BegunSignOn
{
    SignOnAttemptId attemptId;
    QString url;       ///< to be opened in the browser
    int expiresIn = 0; ///< seconds
};
BOOST_DESCRIBE_STRUCT(BegunSignOn, (), (attemptId, url, expiresIn))

/// GET sign-on/return/{providerId}: with what the provider's answer says
struct SignOnReturnRequest
{
    SignOnProviderId providerId;
    QString state;
    std::optional<QString> code{};
    std::optional<QString> error{};
    std::optional<QString> iss{};
};
BOOST_DESCRIBE_STRUCT(SignOnReturnRequest, (), (providerId, state, code, error, iss))

struct SignOnReturn
{
    QString location; ///< where the browser goes on: to the window, on its own machine
};
BOOST_DESCRIBE_STRUCT(SignOnReturn, (), (location))

/// POST sign-on/finish: by the window that began, which alone has the secret
struct FinishSignOnRequest
{
    SignOnAttemptId attemptId;
    QString secret;
    std::optional<QString> code{}; ///< that the browser brought; absent where it brought a failure
};
BOOST_DESCRIBE_STRUCT(FinishSignOnRequest, (), (attemptId, secret, code))

} // namespace tabletalk::api
