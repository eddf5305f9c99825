// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>
#include <optional>
#include <vector>

namespace tabletalk {

/// Everything that can go wrong, in the words of the product and free of any
/// protocol. problemCodes() in Problem.cpp is the one table of their wire names
/// and titles; server/net/ProblemMapping.cpp alone turns them into HTTP and JSON-RPC numbers.
enum class ProblemCode {
    // The request itself
    InvalidRequest,   ///< a field is missing, malformed or out of range; see errors
    MalformedJson,    ///< the body is not JSON, or nests too deep
    UnknownOperation, ///< no such method or path
    MethodNotAllowed, ///< the path exists, not with this verb
    TooLarge,         ///< body, message, question or result over its limit
    UnsupportedMedia, ///< the body is not application/json
    RequestTimeout,   ///< the client was too slow to send
    // Who is asking
    NotSignedIn,        ///< no token, or not valid any more
    WrongCredentials,   ///< sign-in refused
    Forbidden,          ///< signed in, but may not
    NotFound,           ///< not there or not yours; never told apart
    Conflict,           ///< exists already, or changed meanwhile
    RegistrationClosed, ///< this server takes no registrations
    OrganizationClosed, ///< suspended by the operator, or closed by its owner
    // How much
    RateLimited,  ///< too many requests; see retryAfterSeconds
    LimitReached, ///< a limit of the plan
    Busy,         ///< a queue is full; see retryAfterSeconds
    // Target databases
    CannotConnect,       ///< host, port or server unreachable
    LoginRefused,        ///< the database refused user or password
    NotADatabase,        ///< the file is no database, or damaged
    ConnectionForbidden, ///< this server does not allow that file or host
    UnsupportedDatabase, ///< no driver for this kind of URL
    DatabaseFailed,      ///< the database reported an error while running a statement
    DatabaseTimeout,     ///< the statement ran longer than its limit
    StatementRefused,    ///< not a single read-only statement
    // Asking
    NotUnderstood,     ///< the question could not be turned into a query
    FederatedQuestion, ///< needs more than one database; see choices
    NotReady,          ///< the database has not been read yet
    Cancelled,         ///< stopped by the user
    // Language models, and whatever else is asked of other machines
    ModelFailed,     ///< the model's server failed, or answered nothing that can be used
    ModelKeyRefused, ///< the provider refused the key
    OutboundRefused, ///< this server may not reach that, or anything
    // Ours
    Unavailable, ///< shutting down, or the platform database is out of reach
    Internal,    ///< a defect; the log has the details
};

struct ProblemCodeInfo
{
    ProblemCode code;
    const char *name;  ///< wire name, snake_case, stable
    const char *title; ///< short English title, source text for translation
};

/// All codes in declaration order.
const std::vector<ProblemCodeInfo> &problemCodes();

/// What is wrong with one field of a request; path as in "params.databaseId".
struct FieldError
{
    QString path;
    QString message;
    friend bool operator==(const FieldError &, const FieldError &) = default;
};

/// What can be asked instead, and of which database.
struct ProblemChoice
{
    QString databaseId;
    QString databaseName;
    QString question;
    friend bool operator==(const ProblemChoice &, const ProblemChoice &) = default;
};

/// The one error type. Says what happened (title, detail), and what to do (hint).
/// Where the caller decides it travels in a Result; where the request must end it
/// is thrown as is and mapped once at the edge. Never holds a secret.
struct Problem
{
    ProblemCode code = ProblemCode::Internal;
    QString title;
    QString detail;
    QString hint;
    QString where; ///< path of the offending part, if one is to blame
    std::vector<FieldError> errors;
    std::vector<ProblemChoice> choices;
    std::optional<int> retryAfterSeconds;

    /// A problem with the title that the code table gives it.
    static Problem of(ProblemCode code, QString detail = {}, QString hint = {});
    /// One invalid field.
    static Problem invalid(QString path, QString message);

    QString codeName() const;
};

/// The reverse of Problem::codeName; nothing for a name that this version does not know.
std::optional<ProblemCode> problemCodeFromName(QStringView name);

template <class T>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> failure(ProblemCode code, QString detail = {}, QString hint = {})
{
    return std::unexpected(Problem::of(code, std::move(detail), std::move(hint)));
}

/// For places where the request must end: the value, or the problem thrown.
template <class T>
T orThrow(Result<T> &&result)
{
    if (!result)
        throw std::move(result).error();
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace tabletalk
