// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>
#include <QVariantMap>

#include <optional>
#include <vector>

namespace tabletalk {

/// How people may sign in at joined servers. None is what holds where a policy says something that cannot be read.
enum class SignInMethod { Any, Password, SingleSignOn, None };

/// One setting of a policy. Not set: the program's own choice holds. Set and not locked: what it begins with.
template <class T>
struct Managed
{
    std::optional<T> value;
    bool locked = false;

    bool isSet() const { return value.has_value(); }
    friend bool operator==(const Managed &, const Managed &) = default;
};

/// What whoever administers a computer has set for everybody on it. What cannot be read counts as its strictest.
struct ManagedPolicy
{
    QString source;             ///< where it was found, for people; empty: there is none
    Managed<QString> serverUrl; ///< locked and empty: no server may be joined
    Managed<QString> caFile;    ///< PEM; locked and empty: no server is trusted
    Managed<SignInMethod> signInMethod;
    Managed<bool> airGap;               ///< the server inside the program sends nothing to other machines
    Managed<bool> updateCheck;          ///< there is none yet, whatever this says
    Managed<bool> allowOwnServer;       ///< the server inside the program
    Managed<bool> trustNewCertificates; ///< people may accept certificates that no authority vouches for
    std::vector<FieldError> errors;     ///< what could not be read, by its key; of no key: all of it

    bool isEmpty() const { return source.isEmpty(); }
    /// Of what could not be read, what holds instead, and what to do; nothing where all was read.
    std::optional<Problem> problem() const;
};

/// The keys of a policy are those of ManagedPolicy. Each holds a value, which is then locked, or an object
/// {"value": …, "locked": false} for what people may change. A key that this version does not know is an error of its
/// own and changes nothing else.
ManagedPolicy readPolicy(const QVariantMap &values, const QString &source);
/// The same from a file of JSON; what is no JSON object gives the strictest policy.
ManagedPolicy readPolicy(const QByteArray &json, const QString &source);
/// What holds where a policy is there and nothing of it can be read.
ManagedPolicy strictestPolicy(const QString &source, const QString &why);

} // namespace tabletalk
