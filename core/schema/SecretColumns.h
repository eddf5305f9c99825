// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk {

/// Whether a column of this name is likely to hold what must never be shown as a sample,
/// kept in an index or sent anywhere: passwords and their hashes, tokens, keys, card numbers,
/// numbers of national identity. Errs on the side of secrecy for words that mean little else,
/// and leaves alone what only sounds like it ("token_count", "keyword", "passenger").
bool looksSecret(const QString &columnName);

/// The same for one value by its look alone: hashes of passwords, keys of known services,
/// signed tokens, private keys, card numbers whose check digit fits.
bool looksSecretValue(const QString &value);

} // namespace tabletalk
