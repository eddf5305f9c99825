// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ScriptedServer.h"

namespace tabletalk::test {

/// What a model says, in a stream of OpenAI's protocol: so many characters a piece.
ScriptedServer::Reply said(const QByteArray &text, int charactersAPiece = 40);

/// The same of a query, as our prompts ask for it.
ScriptedServer::Reply query(const QByteArray &sql,
                            const QString &explanation = QStringLiteral("As the model sees it."));

/// A query whose pieces come over that time, a few characters each, as models write.
ScriptedServer::Reply slowQuery(const QByteArray &sql, int milliseconds);

} // namespace tabletalk::test
