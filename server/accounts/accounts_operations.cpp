// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/accounts_operations.h"

#include "server/accounts/AccountService.h"
#include "server/accounts/PasswordResetService.h"
#include "server/api/Registry.h"

namespace tabletalk {

namespace {

OperationInfo operation(const char *name, HttpMethod method, const char *path, const char *summary)
{
    OperationInfo info;
    info.name = name;
    info.method = method;
    info.path = path;
    info.summary = summary;
    info.rate = method == HttpMethod::Get ? RateClass::Read : RateClass::Write;
    return info;
}

OperationInfo signInOperation(const char *name, const char *path, const char *summary)
{
    OperationInfo info = operation(name, HttpMethod::Post, path, summary);
    info.rate = RateClass::SignIn;
    info.givesSecret = true;
    return info;
}

OperationInfo keyOperation(const char *name, HttpMethod method, const char *path, const char *summary)
{
    OperationInfo info = operation(name, method, path, summary);
    info.audit = method == HttpMethod::Get ? AuditRule::Never : AuditRule::Always;
    return info;
}

void addSignIn(Registry &registry, AccountService &accounts)
{
    OperationInfo signUp = signInOperation("auth.register", "auth/register", "Make an account and its organization");
    signUp.successStatus = 201;
    registry.addPublic<api::RegisterRequest, api::SignedIn>(
        signUp, [&accounts](const PublicCall &call, const api::RegisterRequest &request) {
            return accounts.registerAccount(call.origin, request);
        });
    registry.addPublic<api::LoginRequest, api::SignedIn>(
        signInOperation("auth.login", "auth/login", "Sign in with e-mail and password"),
        [&accounts](const PublicCall &call, const api::LoginRequest &request) {
            return accounts.signIn(call.origin, request);
        });
    registry.addPublic<api::RefreshRequest, api::SignedIn>(
        signInOperation("auth.refresh", "auth/refresh", "Change a refresh token for new tokens; each works once"),
        [&accounts](const PublicCall &call, const api::RefreshRequest &request) {
            return accounts.refresh(call.origin, request);
        });
}

void addOwnAccount(Registry &registry, AccountService &accounts)
{
    OperationInfo signOut =
        operation("auth.logout", HttpMethod::Post, "auth/logout", "Sign out: both tokens end at once");
    signOut.whileClosed = true;
    registry.add<api::Empty, api::Empty>(
        signOut, Permission::OwnAccount,
        [&accounts](const Call &call, const api::Empty &) { return accounts.signOut(call.caller); });
    OperationInfo me = operation("auth.me", HttpMethod::Get, "auth/me", "Who is signed in, and to which organization");
    me.whileClosed = true;
    registry.add<api::Empty, api::Me>(me, Permission::OwnAccount, [&accounts](const Call &call, const api::Empty &) {
        return accounts.me(call.caller);
    });
    registry.add<api::UpdateMeRequest, api::Me>(
        operation("auth.updateMe", HttpMethod::Put, "auth/me", "Change one's own name"), Permission::OwnAccount,
        [&accounts](const Call &call, const api::UpdateMeRequest &request) {
            return accounts.updateMe(call.caller, request);
        });
    registry.add<api::Empty, api::SessionList>(
        operation("auth.sessions", HttpMethod::Get, "auth/sessions", "List where one is signed in"),
        Permission::OwnAccount,
        [&accounts](const Call &call, const api::Empty &) { return accounts.listSessions(call.caller); });
    OperationInfo revoke = operation("auth.revokeSession", HttpMethod::Delete, "auth/sessions/{id}",
                                     "End one of one's own sign-ins at once");
    revoke.audit = AuditRule::Always;
    registry.add<api::SessionRequest, api::Empty>(revoke, Permission::OwnAccount,
                                                  [&accounts](const Call &call, const api::SessionRequest &request) {
                                                      return accounts.revokeSession(call.caller, request);
                                                  });
    registry.add<api::ListRequest, api::SignInHistory>(
        operation("auth.history", HttpMethod::Get, "auth/history", "List attempts to sign in to one's own account"),
        Permission::OwnAccount, [&accounts](const Call &call, const api::ListRequest &request) {
            return accounts.signInHistory(call.caller, request);
        });
    OperationInfo change = signInOperation("auth.changePassword", "auth/password/change",
                                           "Change one's own password; ends all other sign-ins");
    change.audit = AuditRule::Always;
    registry.add<api::ChangePasswordRequest, api::Empty>(
        change, Permission::OwnAccount, [&accounts](const Call &call, const api::ChangePasswordRequest &request) {
            return accounts.changePassword(call.caller, call.origin, request);
        });
}

void addPasswordResets(Registry &registry, PasswordResetService &resets)
{
    registry.addPublic<api::ForgotPasswordRequest, api::Empty>(
        signInOperation("auth.forgotPassword", "auth/password/forgot",
                        "Send a link for a new password, if there is such an account"),
        [&resets](const PublicCall &, const api::ForgotPasswordRequest &request) { return resets.forgot(request); });
    registry.addPublic<api::ResetPasswordRequest, api::Empty>(
        signInOperation("auth.resetPassword", "auth/password/reset", "Choose a new password with a link's token"),
        [&resets](const PublicCall &call, const api::ResetPasswordRequest &request) {
            return resets.reset(call.origin, request);
        });
    OperationInfo link = operation("users.makeResetLink", HttpMethod::Post, "tenant/users/{id}/password-reset",
                                   "Make a link with which a member chooses a new password; it is shown this once");
    link.audit = AuditRule::Always;
    link.successStatus = 201;
    link.givesSecret = true;
    registry.add<api::MakeResetLinkRequest, api::ResetLink>(
        link, Permission::ManageOrganization, [&resets](const Call &call, const api::MakeResetLinkRequest &request) {
            return resets.makeLink(call, request);
        });
}

void addApiKeys(Registry &registry, AccountService &accounts)
{
    OperationInfo create = keyOperation("apiKeys.create", HttpMethod::Post, "workspaces/{workspaceId}/api-keys",
                                        "Make an API key; it is shown this once");
    create.successStatus = 201;
    create.givesSecret = true;
    registry.add<api::CreateApiKeyRequest, api::CreatedApiKey>(
        create, Permission::ManageApiKeys, [&accounts](const Call &call, const api::CreateApiKeyRequest &request) {
            return accounts.createApiKey(call.caller, request);
        });
    registry.add<api::ApiKeyListRequest, api::ApiKeyList>(
        keyOperation("apiKeys.list", HttpMethod::Get, "workspaces/{workspaceId}/api-keys",
                     "List a workspace's API keys"),
        Permission::ManageApiKeys, [&accounts](const Call &call, const api::ApiKeyListRequest &request) {
            return accounts.listApiKeys(call.scope, request);
        });
    registry.add<api::ApiKeyRequest, api::Empty>(
        keyOperation("apiKeys.revoke", HttpMethod::Delete, "workspaces/{workspaceId}/api-keys/{id}",
                     "Revoke an API key at once"),
        Permission::ManageApiKeys, [&accounts](const Call &call, const api::ApiKeyRequest &request) {
            return accounts.revokeApiKey(call.scope, request);
        });
}

} // namespace

void addAccountOperations(Registry &registry, AccountService &accounts, PasswordResetService &resets)
{
    addSignIn(registry, accounts);
    addOwnAccount(registry, accounts);
    addPasswordResets(registry, resets);
    addApiKeys(registry, accounts);
}

} // namespace tabletalk
