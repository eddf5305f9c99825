// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

class QIODevice;
class QPainter;
class QRectF;
class QTextDocument;

namespace tabletalk::ui {

struct PageForm
{
    QString title;
    bool isWide = false; ///< the page on its side
};

/// Writes a document as PDF, black on white, in the paper of the user's country, with its pages
/// numbered. Lives in the window's thread.
Result<void> writePages(QIODevice &out, QTextDocument &document, const PageForm &form);

/// Draws the document from top to bottom in black, whatever the window's colours are.
void drawBlack(QTextDocument &document, QPainter &painter, const QRectF &clip);

/// That the device took no more, as a problem.
Result<void> unwritten(const QIODevice &out);

} // namespace tabletalk::ui
