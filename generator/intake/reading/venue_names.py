"""The full names of conferences and journals, by which references call them."""

from __future__ import annotations

import re

_TABLE = """
ICLR: learning representations
ACML: asian conference on machine learning
ECML PKDD: european conference on machine learning and knowledge discovery in databases
ICML: international conference on machine learning
NeurIPS: neural information processing systems
IJCAI: international joint conference on artificial intelligence
IJCAI: international joint conferences on artificial intelligence
IJCNN: international joint conference on neural networks
AAAI: aaai conference on artificial intelligence
ECAI: european conference on artificial intelligence
AISTATS: international conference on artificial intelligence and statistics
UAI: uncertainty in artificial intelligence
COLM: conference on language modeling
COLT: conference on learning theory
CoLLAs: conference on lifelong learning agents
CoRL: conference on robot learning
MLSys: machine learning and systems
EMNLP: empirical methods in natural language processing
CoNLL: computational natural language learning
NAACL: north american chapter of the association for computational linguistics
NAACL: nations of the americas chapter of the association for computational linguistics
NAACL: north american chapter of the acl
EACL: european chapter of the association for computational linguistics
EACL: european chapter of the acl
AACL: asia pacific chapter of the association for computational linguistics
ACL: annual meeting of the association for computational linguistics
ACL: annual meeting of the acl
IJCNLP: international joint conference on natural language processing
COLING: international conference on computational linguistics
LREC: international conference on language resources and evaluation
LREC: language resources and evaluation conference
WMT: conference on machine translation
INLG: international natural language generation conference
CVPR: conference on computer vision and pattern recognition
WACV: winter conference on applications of computer vision
ECCV: european conference on computer vision
ACCV: asian conference on computer vision
ICCV: international conference on computer vision
BMVC: british machine vision conference
MICCAI: medical image computing and computer assisted intervention
ICASSP: international conference on acoustics speech and signal processing
ACM MM: acm international conference on multimedia
PAKDD: pacific asia conference on knowledge discovery and data mining
KDD: conference on knowledge discovery and data mining
KDD: sigkdd international conference on knowledge discovery data mining
SIGIR: research and development in information retrieval
ECIR: european conference on information retrieval
CIKM: conference on information and knowledge management
CIKM: conference on information knowledge management
WSDM: conference on web search and data mining
WWW: world wide web conference
WWW: acm web conference
WWW: international conference on world wide web
RecSys: conference on recommender systems
ICDE: international conference on data engineering
SDM: siam international conference on data mining
ICDM: international conference on data mining
SIGMOD: international conference on management of data
CHI: conference on human factors in computing systems
UIST: symposium on user interface software and technology
FAccT: conference on fairness accountability and transparency
ICSE: international conference on software engineering
ASE: international conference on automated software engineering
ISSTA: symposium on software testing and analysis
FSE: symposium on the foundations of software engineering
ICRA: international conference on robotics and automation
IROS: international conference on intelligent robots and systems
ASPLOS: architectural support for programming languages and operating systems
OSDI: operating systems design and implementation
CCS: conference on computer and communications security
NDSS: network and distributed system security symposium
USENIX Security: usenix security symposium
TACL: transactions of the association for computational linguistics
TMLR: transactions on machine learning research
JMLR: journal of machine learning research
JMLR: j mach learn res
TMLR: trans mach learn res
TACL: trans assoc comput linguistics
JAIR: j artif intell res
IJCV: int j comput vis
IEEE TPAMI: trans pattern anal mach intell
IEEE TKDE: trans knowl data eng
IEEE TNNLS: trans neural networks learn syst
IEEE TASLP: trans audio speech lang process
ACM CSUR: acm comput surv
ACM TIST: trans intell syst technol
ACM TKDD: trans knowl discov data
ACM TOIS: acm trans inf syst(?! secur)
ACM TOMM: trans multim comput commun appl
ACM TOSEM: trans softw eng methodol
JAIR: journal of artificial intelligence research
IJCV: international journal of computer vision
IEEE TPAMI: transactions on pattern analysis and machine intelligence
IEEE TKDE: transactions on knowledge and data engineering
IEEE TNNLS: transactions on neural networks and learning systems
IEEE TASLP: transactions on audio speech and language processing
ACM CSUR: computing surveys
ACM TIST: transactions on intelligent systems and technology
ACM TKDD: transactions on knowledge discovery from data
ACM TOIS: transactions on information systems
ACM TOMM: transactions on multimedia computing communications and applications
ACM TOSEM: transactions on software engineering and methodology
"""
"""What the list calls it, and words of its full name, folded; the first that occur tell it."""
FULL_NAMES = tuple(
    (short, re.compile(rf"\b{words}\b(?! (?:and|for|in|theory)\b)"))
    for short, words in (line.split(": ") for line in _TABLE.strip().splitlines())
)
"""Such words before others are another's name: `… on Machine Learning and Applications`."""
