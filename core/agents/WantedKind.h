// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QRegularExpression;

namespace tabletalk::agents {

/// What an answer to a question must have to be of the kind that is asked for: a time for "when", a figure for "how
/// much", a name for "who", a place for "where". Null where the question asks for none of them. English, German,
/// French, Spanish.
const QRegularExpression *wantedBy(const QString &question);

/// A word of a question that asks and says nothing of what it asks about ("what", "wie", "combien"), in small letters.
bool isAskingWord(const QString &word);

/// A word for what is written somewhere, and not for what it is about ("policy", "Handbuch"), in small letters.
bool isWordForDocuments(const QString &word);

} // namespace tabletalk::agents
