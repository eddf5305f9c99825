// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

namespace tabletalk::cli {

/// What scripts rely on.
enum ExitCode : int {
    Answered = 0,
    Usage = 2,
    CannotConnect = 3,
    NotUnderstood = 4,
    Refused = 5,
    DatabaseFailed = 6,
};

inline ExitCode exitCodeOf(const Problem &problem)
{
    switch (problem.code) {
    case ProblemCode::CannotConnect:
    case ProblemCode::LoginRefused:
    case ProblemCode::NotADatabase:
    case ProblemCode::ConnectionForbidden:
    case ProblemCode::UnsupportedDatabase:
        return CannotConnect;
    case ProblemCode::NotUnderstood:
    case ProblemCode::InvalidRequest:
    case ProblemCode::TooLarge:
        return NotUnderstood;
    case ProblemCode::StatementRefused:
    case ProblemCode::Forbidden:
    case ProblemCode::NotSignedIn:
    case ProblemCode::WrongCredentials:
    case ProblemCode::RateLimited:
    case ProblemCode::RegistrationClosed:
    case ProblemCode::OrganizationClosed:
    case ProblemCode::LimitReached:
        return Refused;
    default:
        return DatabaseFailed;
    }
}

} // namespace tabletalk::cli
