// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compiles WordNet (Debian: wordnet-base) into resources/thesaurus/english.bin:
//   ninja -C build/release make_thesaurus && build/release/bin/make_thesaurus /usr/share/wordnet resources/thesaurus
// Only needed when the stemmer, the choice of words or the format changes; the result is kept in the tree.
#include "tools/thesaurus/Compiler.h"
#include "tools/thesaurus/WordNet.h"

#include <QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace tabletalk::thesaurus;
    if (argc != 3) {
        std::fputs("usage: make_thesaurus <folder of WordNet> <folder of the result>\n", stderr);
        return 2;
    }
    WordNet wordNet;
    if (!wordNet.read(QString::fromLocal8Bit(argv[1]))) {
        std::fprintf(stderr, "%s\n", qPrintable(wordNet.problem()));
        return 1;
    }
    const Compiled compiled = compile(wordNet);
    QFile file(QString::fromLocal8Bit(argv[2]) + QStringLiteral("/english.bin"));
    if (!file.open(QIODevice::WriteOnly) || file.write(compiled.data) != compiled.data.size()) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
        return 1;
    }
    std::printf("%zu words, %zu meanings, %lld bytes\n", compiled.words, compiled.meanings,
                static_cast<long long>(compiled.data.size()));
    return 0;
}
