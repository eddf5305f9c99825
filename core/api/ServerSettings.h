// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// PUT admin/settings: what an operator sets while the server runs, all of it at once. What is
/// absent is as the server was started.
struct ServerSettings
{
    std::optional<QString> serverName{};       ///< as people are told it
    std::optional<QString> supportAddress{};   ///< an e-mail address, or a page: https://…
    std::optional<QString> registration{};     ///< open, invite, closed
    std::optional<QString> defaultPlanId{};    ///< whose limits hold for new organisations that are not billed
    std::optional<qint64> signInHistoryDays{}; ///< 1 to 3650
    std::optional<qint64> auditDays{};         ///< 30 to 36500; 0: for ever
    friend bool operator==(const ServerSettings &, const ServerSettings &) = default;
};
BOOST_DESCRIBE_STRUCT(ServerSettings, (),
                      (serverName, supportAddress, registration, defaultPlanId, signInHistoryDays, auditDays))

/// GET admin/settings
struct ServerSettingsState
{
    ServerSettings set;
    ServerSettings inForce;         ///< with what the server was started with
    bool registrationFixed = false; ///< it was started closed, and stays so
};
BOOST_DESCRIBE_STRUCT(ServerSettingsState, (), (set, inForce, registrationFixed))

/// GET server: for everybody, before they sign in
struct ServerAbout
{
    QString name;
    QString supportAddress;
    QString registration;
    std::optional<std::vector<QString>> operations{}; ///< names of all that it knows; absent of older servers
};
BOOST_DESCRIBE_STRUCT(ServerAbout, (), (name, supportAddress, registration, operations))

} // namespace tabletalk::api
