"""The same drawn year in the hands of others, each as its own users would write it.

Every peer takes a workload and an organisation and answers with a `Played`: when each step became ready, began and
ended. What a peer cannot do is said in its module.
"""
