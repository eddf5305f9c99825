// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace tabletalk::ui {

/// Colours keywords, texts, numbers and comments of SQL; enough for reading, not a parser.
class SqlHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SqlHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

/// A statement broken into one clause a line, for reading; texts and names stay as they are.
QString readableSql(const QString &sql);

} // namespace tabletalk::ui
