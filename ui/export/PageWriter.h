// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QFont>
#include <QString>

class QIODevice;
class QPainter;
class QRectF;
class QTextDocument;

namespace tabletalk::ui {

/// What documents are set in. Only the window's thread may ask for it; documents may be set beside it.
struct DocumentFonts
{
    QFont text;          ///< shares nothing with the window's
    QString fixedFamily; ///< of code

    static DocumentFonts ofTheWindow();
};

struct PageForm
{
    QString title;
    bool isWide = false; ///< the page on its side
    DocumentFonts fonts = DocumentFonts::ofTheWindow();
};

/// Writes a document as PDF, black on white, in the paper of the user's country, with its pages
/// numbered.
Result<void> writePages(QIODevice &out, QTextDocument &document, const PageForm &form);

/// Draws the document from top to bottom in black, whatever the window's colours are.
void drawBlack(QTextDocument &document, QPainter &painter, const QRectF &clip);

/// That the device took no more, as a problem.
Result<void> unwritten(const QIODevice &out);

} // namespace tabletalk::ui
